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

/** Hands every item on, with a pause after each slice. */
export function* forEachSliced<T>(items: Iterable<T>, work: (item: T) => void): Sliced {
  let done = 0
  for (const item of items) {
    if (done > 0 && done % SLICE === 0) yield
    done += 1
    work(item)
  }
}
