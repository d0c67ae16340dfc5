import type { WizardValues } from '@/lib/api/schemas/wizard'
import { valueAt } from './diff'
import { fieldsOf } from './fields'
import type { Problem } from './problems'

/**
 * What the server said of a field, and what the field held then. It stands until the field is changed; it does not
 * keep anyone from asking again, because another field may have mended it.
 */
export type ToldProblem = { readonly problem: Problem; readonly about: string }

const contentOf = (path: string, values: WizardValues): string =>
  fieldsOf(values).some((field) => field.path === path) ? JSON.stringify(valueAt(values, path)) : ''

export const rememberTold = (problems: readonly Problem[], values: WizardValues): ToldProblem[] =>
  problems.map((problem) => ({ problem, about: contentOf(problem.path, values) }))

export const stillTold = (told: readonly ToldProblem[], values: WizardValues): Problem[] =>
  told.filter(({ problem, about }) => contentOf(problem.path, values) === about).map(({ problem }) => problem)
