import { advanceRun } from '@/lib/allocation/advance-rolling'
import type { Allocation } from '@/lib/allocation/command'
import { type Clouds, cloudNamed } from '@/lib/allocation/ports/cloud'
import { readWorld } from '@/lib/allocation/read-world'
import { seeMachines, toSeeOf } from '@/lib/allocation/see-machines'
import { refusalSentence } from '@/lib/api/messages'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Event } from '@/lib/domain/event'
import type { RollingRun } from '@/lib/domain/rolling-recycle'
import type { Seen } from '@/lib/domain/rolling-standing'
import { type Gate, makeGate } from './gate'

export type RollingClockOptions = {
  readonly allocation: Allocation
  readonly clouds: Clouds
  /** Told after every commit; answers how to stop listening. */
  readonly onCommitted: (listener: (events: readonly Event[]) => void) => () => void
  readonly onProblem: (what: string, detail: unknown) => void
  /** While it is closed nothing is begun. Open where nothing is said. */
  readonly gate?: Gate
}

export type RollingClock = {
  /** Resolves when nothing is being dealt with; runs go on at the next start. */
  stop(): Promise<void>
}

/** How long a batch waits at most for the next after its gate was passed; and how finely a gate is measured. */
const BETWEEN_LOOKS = 1_000
/** While no run lives there is nothing to look at: a run that begins wakes it. */
const LONGEST_WAIT = 10 * 60_000

const WAKES: ReadonlySet<string> = new Set(['rolling-started', 'rolling-resumed', 'rolling-cancelled'])

/** Looks at live runs once a second while there are any, and sleeps while there are none. */
export function startRollingClock(options: RollingClockOptions): RollingClock {
  const { surroundings } = options.allocation
  const gate = options.gate ?? makeGate(true)
  const ending = new AbortController()
  let waking = new AbortController()
  const forget = options.onCommitted((events) => {
    if (events.some(({ kind }) => WAKES.has(kind))) waking.abort()
  })

  const forgetGate = gate.onOpened(() => waking.abort())

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      // Made before looking: what begins while one looks is seen at the next look, which then comes at once.
      waking = new AbortController()
      const live = !gate.isOpen()
        ? 0
        : await lookAtRuns(options).catch((error: unknown) => {
            options.onProblem('rolling recycles', error)
            return 1
          })
      const rest = live > 0 ? BETWEEN_LOOKS : LONGEST_WAIT
      await surroundings.wait(rest, AbortSignal.any([ending.signal, waking.signal]))
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

/** One look at every live run; answers how many live on. One that meets a bug does not hold up the others. */
export async function lookAtRuns({
  allocation,
  clouds,
  onProblem,
}: Omit<RollingClockOptions, 'onCommitted'>): Promise<number> {
  let live = 0
  for (const run of await allocation.store.liveRollings())
    try {
      const seen = await seenOf(allocation, clouds, run)
      if (await advanceRun(allocation, run, seen, refusalSentence)) live += 1
    } catch (error) {
      onProblem(`rolling recycle ${run.id}`, error)
      live += 1
    }
  return live
}

/** What the cloud tells of the new machines of its batch; asked outside of the group's turn, which nobody waits for. */
async function seenOf(allocation: Allocation, clouds: Clouds, run: RollingRun): Promise<Seen | null> {
  const [rolling, snapshot] = await Promise.all([
    allocation.store.rolling(run.id),
    allocation.store.groupSnapshot(run.groupId),
  ])
  if (!rolling || !snapshot) return null
  const { world } = await readWorld(allocation, snapshot, null)
  const { cloud } = snapshot.group.config
  return seeMachines(cloudNamed(clouds, cloud), cloudRules[cloud].idsPerDescribe, toSeeOf(rolling, world))
}
