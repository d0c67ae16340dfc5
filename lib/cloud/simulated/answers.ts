import type { CloudError, Page } from '@/lib/allocation/ports/cloud'
import type { Result } from '@/lib/domain/result'
import { ok } from '@/lib/domain/result'
import type { WirePage } from './protocol'

export type Answer<T> = Result<T, CloudError>

export const pageOf = <W, T>(answer: Answer<WirePage<W>>, shape: (wire: W) => T): Answer<Page<T>> =>
  answer.ok
    ? ok({ items: answer.value.items.map(shape), nextToken: answer.value.nextToken })
    : { ok: false, refusal: answer.refusal }

/** Removing what is gone is done: the port promises success for it. */
export const doneIfGone = (answer: Answer<null>, code: string): Answer<null> =>
  !answer.ok && answer.refusal.code === code ? ok(null) : answer
