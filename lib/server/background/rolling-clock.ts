import { advanceRun } from '@/lib/allocation/advance-rolling'
import type { Allocation } from '@/lib/allocation/command'
import { type Clouds, cloudNamed } from '@/lib/allocation/ports/cloud'
import { readWorld } from '@/lib/allocation/read-world'
import { seeMachines, toSeeOf } from '@/lib/allocation/see-machines'
import { refusalSentence } from '@/lib/api/messages'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { EventKind } from '@/lib/domain/event'
import type { RollingRun } from '@/lib/domain/rolling-recycle'
import type { Seen } from '@/lib/domain/rolling-standing'
import { type Clock, type ClockOptions, LONGEST_WAIT, startClock } from './looking-clock'

export type RollingClockOptions = ClockOptions & {
  readonly allocation: Allocation
  readonly clouds: Clouds
}

/** How long a batch waits at most for the next after its gate was passed; and how finely a gate is measured. */
const BETWEEN_LOOKS = 1_000

const WAKES: ReadonlySet<EventKind> = new Set(['rolling-started', 'rolling-resumed', 'rolling-cancelled'])

/** Looks at live runs once a second while there are any. While there are none it sleeps: a run that begins wakes it. */
export const startRollingClock = (options: RollingClockOptions): Clock =>
  startClock(options, {
    surroundings: options.allocation.surroundings,
    ...{ what: 'rolling recycles', wakes: WAKES, afterProblem: BETWEEN_LOOKS },
    look: async () => ((await lookAtRuns(options)) > 0 ? BETWEEN_LOOKS : LONGEST_WAIT),
  })

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
