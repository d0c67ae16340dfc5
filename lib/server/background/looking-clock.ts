import type { Surroundings } from '@/lib/allocation/ports/surroundings'
import type { Event, EventKind } from '@/lib/domain/event'
import { type Gate, makeGate } from './gate'

/** What a clock is told about the world that it looks at. */
export type ClockOptions = {
  /** Told after every commit; answers how to stop listening. */
  readonly onCommitted: (listener: (events: readonly Event[]) => void) => () => void
  readonly onProblem: (what: string, detail: unknown) => void
  /** While it is closed nothing is begun. Open where nothing is said. */
  readonly gate?: Gate | undefined
}

export type Clock = {
  /** Resolves when nothing is being dealt with; what is left is for the next start. */
  stop(): Promise<void>
}

/** The machine may have slept, or its clock was set: well within the time in which a scheduled run is made up for. */
export const LONGEST_WAIT = 10 * 60_000

/**
 * Looks again and again. It rests as long as the last look answered, in milliseconds, and wakes early when one of
 * these events is committed, or the gate opens. `look` rejects on a bug only: then it rests `afterProblem`.
 */
export function startClock(
  { onCommitted, onProblem, gate = makeGate(true) }: ClockOptions,
  clock: {
    readonly surroundings: Surroundings
    /** What it deals with, for the log. */
    readonly what: string
    readonly wakes: ReadonlySet<EventKind>
    readonly look: () => Promise<number>
    readonly afterProblem: number
  },
): Clock {
  const ending = new AbortController()
  let waking = new AbortController()
  const wake = () => waking.abort()
  const forget = onCommitted((events) => {
    if (events.some(({ kind }) => clock.wakes.has(kind))) wake()
  })
  const forgetGate = gate.onOpened(wake)

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      // Made before looking: what changes while one looks is seen at the next look, which then comes at once.
      waking = new AbortController()
      const rest = await restAfterLook()
      await clock.surroundings.wait(rest, AbortSignal.any([ending.signal, waking.signal]))
    }
  }

  async function restAfterLook(): Promise<number> {
    if (!gate.isOpen()) return LONGEST_WAIT
    try {
      return await clock.look()
    } catch (error) {
      onProblem(clock.what, error)
      return clock.afterProblem
    }
  }

  const running = run()
  return {
    async stop() {
      forget()
      forgetGate()
      ending.abort()
      await running
    },
  }
}
