import type { Sliced } from '@/lib/domain/slices'

/** Does the work with a turn for everybody else at each of its pauses. */
export async function inTurns<T>(sliced: Sliced<T>, othersTurn: () => Promise<void>): Promise<T> {
  for (;;) {
    const next = sliced.next()
    if (next.done) return next.value
    await othersTurn()
  }
}
