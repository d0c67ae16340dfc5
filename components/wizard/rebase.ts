import type { WizardValues } from '@/lib/api/schemas/wizard'
import { isSameValue, valueAt } from './diff'
import { fieldsOf } from './fields'
import { alignNics } from './nic-list'
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
): { readonly values: WizardValues; readonly followed: readonly string[] } {
  const untouched = isSameValue(before, typed, NICS) && !isSameValue(before, now, NICS)
  const values = structuredClone(untouched ? alignNics(typed, now) : typed)
  // Interfaces are compared with themselves, wherever they stand in each of the three.
  const was = alignNics(before, values)
  const becomes = alignNics(now, values)
  const followed = fieldsOf(values)
    .map(({ path }) => path)
    .filter((path) => path !== NICS && isUntouched(was, values, path) && !isSameValue(was, becomes, path))
  for (const path of followed) put(values, path, structuredClone(valueAt(becomes, path)))
  return { values, followed: untouched ? [NICS, ...followed] : followed }
}

const NICS = 'persistence.nics'

/** A pool with half an address in its input lists the same members, and is typed in all the same. */
const isUntouched = (before: WizardValues, typed: WizardValues, path: string): boolean =>
  isSameValue(before, typed, path) &&
  (!path.endsWith('.privateIpPool') || readPoolText(String(valueAt(typed, path))).pending === '')

function put(values: WizardValues, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  let node = values as unknown as Record<string, unknown>
  for (const key of keys) node = node[key] as Record<string, unknown>
  node[last] = value
}
