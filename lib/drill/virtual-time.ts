/** Simulated time: it passes only when nothing is left to do, and then at once. */
export type VirtualTime = {
  /** Milliseconds since 1970. */
  nowMs(): number
  /** ISO 8601, UTC. */
  now(): string
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Lets everything else that is due at this moment go first, and the server's own requests with it. */
  turn(): Promise<void>
  /** Plays until nothing more will happen, `until` is reached, or `over` says so at the end of a moment. */
  play(how: { readonly until: number; readonly over: () => boolean }): Promise<'over' | 'until'>
}

type Due = { readonly at: number; readonly order: number; readonly go: () => void }

/**
 * A discrete-event clock. Whoever waits stands in a queue by time, and those of the same moment in the order in which
 * they came, so the same start gives the same course:
 *
 *   0.0 s  turn a, turn b, turn c      1.0 s  look      1.0 s  turn d      30.0 s  poll   …
 *          └─ between any two of them the event loop is given back: what follows from one by promises alone is done
 *             before the next one goes, and no request of the server waits for a drill
 */
export function virtualTime(start: number): VirtualTime {
  let clock = start
  let order = 0
  const queue: Due[] = []

  const enqueue = (at: number, go: () => void): void => {
    const due = { at: Math.max(at, clock), order: order++, go }
    queue.push(due)
    rise(queue)
  }
  const wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const end = (): void => {
        signal?.removeEventListener('abort', end)
        resolve()
      }
      signal?.addEventListener('abort', end, { once: true })
      enqueue(clock + milliseconds, end)
    })

  return {
    nowMs: () => clock,
    now: () => new Date(clock).toISOString(),
    wait,
    turn: () => wait(0),
    async play({ until, over }) {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve))
        const next = queue[0]
        const endOfMoment = !next || next.at > clock
        if (endOfMoment && over()) return 'over'
        if (!next || next.at > until) {
          clock = Math.max(clock, until)
          return 'until'
        }
        take(queue)
        clock = next.at
        next.go()
      }
    },
  }
}

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** A binary heap: the last one rises to its place. */
function rise(heap: Due[]): void {
  let at = heap.length - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!before(heap[at] as Due, heap[parent] as Due)) return
    swap(heap, at, parent)
    at = parent
  }
}

/** Removes the first; the last takes its place and sinks. */
function take(heap: Due[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  heap[0] = last
  for (let at = 0; ; ) {
    const left = 2 * at + 1
    const right = left + 1
    let least = at
    if (left < heap.length && before(heap[left] as Due, heap[least] as Due)) least = left
    if (right < heap.length && before(heap[right] as Due, heap[least] as Due)) least = right
    if (least === at) return
    swap(heap, at, least)
    at = least
  }
}

function swap(heap: Due[], a: number, b: number): void {
  const held = heap[a] as Due
  heap[a] = heap[b] as Due
  heap[b] = held
}
