import type { WizardValues } from '@/lib/api/schemas/wizard'
import { isSameValue, valueAt } from './diff'
import { type FieldPath, WIZARD_FIELDS } from './fields'
import { readPoolText } from './pool-text'

/**
 * The group changed while its form was open (somebody scaled it, another tab edited it). What was typed stays; a field
 * that nobody touched follows the group. Else saving a name would take back a target that was raised meanwhile.
 *
 *   before   now   typed        form
 *   2        4     2        ▶   4      not touched: follows
 *   2        4     3        ▶   3      typed: stays, and "What changes" says 4 ▶ 3
 */
export function rebaseValues(
  before: WizardValues,
  typed: WizardValues,
  now: WizardValues,
): { readonly values: WizardValues; readonly followed: readonly FieldPath[] } {
  const followed = WIZARD_FIELDS.map(({ path }) => path).filter(
    (path) => isUntouched(before, typed, path) && !isSameValue(before, now, path),
  )
  const values = structuredClone(typed)
  for (const path of followed) put(values, path, structuredClone(valueAt(now, path)))
  return { values, followed }
}

/** A pool with half an address in its input lists the same members, and is typed in all the same. */
const isUntouched = (before: WizardValues, typed: WizardValues, path: FieldPath): boolean =>
  isSameValue(before, typed, path) &&
  (path !== 'persistence.privateIpPool' || readPoolText(typed.persistence.privateIpPool).pending === '')

function put(values: WizardValues, path: FieldPath, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  let node = values as unknown as Record<string, unknown>
  for (const key of keys) node = node[key] as Record<string, unknown>
  node[last] = value
}
