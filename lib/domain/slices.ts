/**
 * Work that is done a slice at a time: a generator that pauses now and then and answers at its end. It stays as pure as
 * a function. Who must not be held up by ten thousand instances lets others have a turn at every pause; who has nobody
 * to wait for runs through.
 *
 *   ▕ 500 members ▏ pause ▕ 500 members ▏ pause ▕ the rest ▏ ─▶ answer
 */
export type Sliced<T = void> = Generator<undefined, T>

/** Members or instances between two pauses: a few milliseconds of work. */
export const SLICE = 500

/** Runs through without a pause. */
export function runThrough<T>(sliced: Sliced<T>): T {
  for (;;) {
    const next = sliced.next()
    if (next.done) return next.value
  }
}

/** Does the work with a turn for everybody else at each of its pauses. */
export async function inTurns<T>(sliced: Sliced<T>, othersTurn: () => Promise<void>): Promise<T> {
  for (;;) {
    const next = sliced.next()
    if (next.done) return next.value
    await othersTurn()
  }
}

/** Hands every item on, with a pause after each slice. */
export function* forEachSliced<T>(items: Iterable<T>, work: (item: T) => void): Sliced {
  let done = 0
  for (const item of items) {
    if (done > 0 && done % SLICE === 0) yield
    done += 1
    work(item)
  }
}

/** What each item becomes, in order, with a pause after each slice. */
export function* mapSliced<T, U>(items: readonly T[], work: (item: T, at: number) => U): Sliced<U[]> {
  if (items.length <= SLICE) return items.map(work)
  const made: U[] = []
  for (let at = 0; at < items.length; at++) {
    if (at > 0 && at % SLICE === 0) yield
    made.push(work(items[at] as T, at))
  }
  return made
}
