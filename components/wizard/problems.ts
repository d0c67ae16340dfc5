import { WIZARD_STEPS, type WizardStep } from '@/lib/api/views/groups'
import { plural } from '@/lib/domain/plural'
import { fieldOfPath, orderOfPath, stepOfPath } from './fields'

/** One thing to mend: a sentence at a field. */
export type Problem = { readonly step: WizardStep; readonly path: string; readonly message: string }

export const STEP_NAMES: Readonly<Record<WizardStep, string>> = {
  general: 'General',
  compute: 'Compute',
  persistence: 'Persistence',
  review: 'Review',
}

export const problemAt = (path: string, message: string): Problem => {
  const field = fieldOfPath(path)
  return { step: stepOfPath(field), path: field, message }
}

/** react-hook-form's tree of errors as a list. A leaf is a node with a sentence; refs are not walked into. */
export function flattenErrors(errors: unknown, path = ''): Problem[] {
  if (typeof errors !== 'object' || errors === null) return []
  const node = errors as Record<string, unknown>
  if (typeof node.message === 'string' && node.message !== '') return [problemAt(path, node.message)]
  return Object.entries(node).flatMap(([key, child]) =>
    key === 'ref' || key === 'types' ? [] : flattenErrors(child, path === '' ? key : `${path}.${key}`),
  )
}

/** Lists joined, one problem per field (the first one told), in the order of the screen. */
export function mergeProblems(...lists: readonly (readonly Problem[])[]): Problem[] {
  const byPath = new Map<string, Problem>()
  for (const problem of lists.flat()) if (!byPath.has(problem.path)) byPath.set(problem.path, problem)
  return [...byPath.values()].sort(
    (a, b) =>
      WIZARD_STEPS.indexOf(a.step) - WIZARD_STEPS.indexOf(b.step) ||
      orderOfPath(a.path) - orderOfPath(b.path),
  )
}

export function countByStep(problems: readonly Problem[]): Record<WizardStep, number> {
  const counts: Record<WizardStep, number> = { general: 0, compute: 0, persistence: 0, review: 0 }
  for (const problem of problems) counts[problem.step]++
  return counts
}

/** "2 things to mend: 1 in General, 1 in Persistence"; null when there is nothing. */
export function describeProblems(problems: readonly Problem[]): string | null {
  if (problems.length === 0) return null
  const counts = countByStep(problems)
  const places = WIZARD_STEPS.filter((step) => counts[step] > 0).map(
    (step) => `${counts[step]} in ${STEP_NAMES[step]}`,
  )
  return `${plural(problems.length, 'thing')} to mend: ${places.join(', ')}`
}

/** Where a click on the summary goes: the first on the step that is open, else the first of all. */
export const firstToMend = (problems: readonly Problem[], step: WizardStep): Problem | null =>
  problems.find((problem) => problem.step === step) ?? problems[0] ?? null
