import type { z } from 'zod'
import type { AddressTextProblem } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'

/** A field that is missing (`found` null), or holds what it should not. */
export type FieldProblem = {
  readonly field: string
  readonly found: string | null
  readonly why: AddressTextProblem | null
}

/** What stands at a path into a parsed item; undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = Object.getOwnPropertyDescriptor(at, key)?.value
  }
  return at
}

/** The first thing that a schema found wrong; the field by its path, e.g. `PrivateIpAddresses[0].PrivateIpAddress`. */
export function schemaProblem(error: z.ZodError, value: unknown): FieldProblem {
  const path = error.issues[0]?.path ?? []
  const found = valueAt(value, path)
  const field = path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  )
  const isMissing = path.length > 0 && (found === undefined || found === null || found === '')
  return { field, found: isMissing ? null : quote(found), why: null }
}

/** Longer values would drown the sentence that quotes them. */
const LONGEST_QUOTE = 40

/** A value as a sentence can quote it. What has parts is only named: it may be as deep and long as a file. */
function quote(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  const text = String(value)
  const shown = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text
  return typeof value === 'string' ? JSON.stringify(shown) : shown
}

export const missing = (field: string): { readonly ok: false; readonly refusal: FieldProblem } =>
  refuse({ field, found: null, why: null })

/** Reads texts that stand under one field; repeats are read once. */
export function readAll<T>(
  texts: readonly string[],
  field: string,
  parse: (text: string) => Result<T, AddressTextProblem>,
): Result<T[], FieldProblem> {
  const values: T[] = []
  for (const text of texts.length > 1 ? new Set(texts) : texts) {
    const parsed = parse(text)
    if (!parsed.ok) return refuse({ field, found: quote(text), why: parsed.refusal })
    values.push(parsed.value)
  }
  return ok(values)
}
