import type { z } from 'zod'
import type { Cloud } from '@/lib/domain/cloud-rules'
import type { ImportItem, ImportItemProblem } from '@/lib/domain/import-problem'
import type { InventoryKind } from '@/lib/domain/inventory-diff'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Draft, DraftValues, Place } from './drafts'
import { type FieldProblem, schemaProblem, valueAt } from './fields'

export type DraftResult<K extends InventoryKind> = Result<Draft<DraftValues[K]>, ImportItemProblem>

/** What a reader makes of an item: a field is wrong, or something about it as a whole. */
export type Made<T> = Result<
  { readonly value: T; readonly region: string | null },
  FieldProblem | ((item: ImportItem) => ImportItemProblem)
>

/** Checks the shape of an item, then makes a draft of it; refuses with the first thing that is wrong. */
export function readItem<K extends InventoryKind, I>(
  { cloud, kind, id }: { readonly cloud: Cloud; readonly kind: K; readonly id: string | null },
  schema: z.ZodType<I>,
  value: unknown,
  place: Place,
  make: (item: I) => Made<DraftValues[K]>,
): DraftResult<K> {
  const item: ImportItem = { file: place.file, cloud, kind, id, line: place.line }
  const parsed = schema.safeParse(value)
  if (!parsed.success) return refuse(fieldProblem(item, schemaProblem(parsed.error, value)))
  const made = make(parsed.data)
  if (made.ok) return ok({ item, ...made.value, page: place.page })
  return refuse(typeof made.refusal === 'function' ? made.refusal(item) : fieldProblem(item, made.refusal))
}

const fieldProblem = (item: ImportItem, { field, found, why }: FieldProblem): ImportItemProblem =>
  found === null ? { kind: 'missing-field', item, field } : { kind: 'bad-field', item, field, found, why }

/** The text under a key of something that was not checked yet; null if there is none. */
export function textAt(value: unknown, key: string): string | null {
  const text = valueAt(value, [key])
  return typeof text === 'string' && text !== '' ? text : null
}
