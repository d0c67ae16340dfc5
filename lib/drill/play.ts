import type { Allocation } from '@/lib/allocation/command'
import { observeCloud } from '@/lib/allocation/observe-cloud'
import { operate } from '@/lib/allocation/operate'
import { cloudNamed } from '@/lib/allocation/ports/cloud'
import type { Commit } from '@/lib/allocation/ports/commit'
import type { Books } from '@/lib/allocation/ports/store'
import { settler } from '@/lib/allocation/settle'
import { takeTurns } from '@/lib/allocation/turns'
import { seededRandom } from '@/lib/domain/allocate'
import type { Scenario } from '@/lib/domain/drill'
import { PlaceTrace } from '@/lib/domain/drill-places'
import { chooseStruck } from '@/lib/domain/drill-strike'
import { DrillBooks } from './books'
import { openClouds, type Refused } from './clouds'
import { Recorder } from './recorder'
import { type VirtualTime, virtualTime } from './virtual-time'
import { wakingsAtStart, wakingsOf } from './wakings'
import type { WorldCopy } from './world-copy'

/** The engine looks at machines, and at what has rested, as often (lib/server/background/engine). */
const LOOK_MS = 1_000

export type Progress = { readonly seconds: number; readonly dark: number; readonly struck: number }

/** The course of a drill, as its report is made from. */
export type Played = {
  readonly trace: PlaceTrace
  readonly refused: readonly Refused[]
  /** Members of Elastic IP pools and the like that a plan asked for in vain: the reason of each event that says so. */
  readonly exhausted: readonly { readonly groupId: string; readonly instanceId: string | null }[]
  readonly publicAddresses: ReadonlyMap<string, string>
  readonly seconds: number
  readonly ended: 'settled' | 'time-over' | 'cancelled'
  /** Bugs that the rules met on the copy, in words. */
  readonly problems: readonly string[]
}

/**
 * Plays a scenario on a copy of the world with simulated time. What decides, journals, calls and settles is what does so
 * for the real world (lib/allocation on lib/domain); only what it works on is other: books in memory (`DrillBooks`),
 * clouds in memory (`openClouds`) and a clock that jumps (`virtualTime`).
 *
 * It is given the copy, which is plain data, and no store, no cloud and no clock: so it has nothing of the real world to
 * change. The floors test keeps from this room everything that could open a file or a connection.
 *
 *   0 s    strike: machines taken, capacity gone, refusals begin
 *   1 s    the first look notices, as late as a real one does at most
 *   …      until nothing is dark and nothing under way, or the time is up
 */
export async function playDrill(
  copy: WorldCopy,
  scenario: Scenario,
  how: {
    readonly seed: number
    readonly signal?: AbortSignal
    readonly onProgress?: (progress: Progress) => void
  },
): Promise<Played> {
  const start = Date.parse(copy.takenAt)
  const time = virtualTime(start)
  const seconds = (): number => (time.nowMs() - start) / 1000
  const recorder = new Recorder(copy, seconds, (fact) => trace.learn(fact))
  const struck = chooseStruck(recorder.strikable(), scenario, how.seed)
  const machineIds = struck.flatMap((one) => one.machineId ?? [])
  const trace = new PlaceTrace(recorder.start, new Set(machineIds))
  // Loading takes turns, and turns are taken by whoever plays the clock.
  const opening = openClouds(copy, { scenario, time, seed: how.seed })
  let opened = false
  opening.then(
    () => (opened = true),
    () => (opened = true),
  )
  await time.play({ until: start, over: () => opened })
  const clouds = await opening
  try {
    const drill = wire(copy, { time, clouds: clouds.clouds, recorder, seed: how.seed })
    await drill.resume()
    await clouds.strike(machineIds)
    const looks = drill.look(
      struck.map((one) => one.instanceId),
      new Set(struck.map((one) => one.machineId)),
    )
    if (scenario.capacityBack !== null && scenario.zones.length > 0)
      void time.wait(scenario.capacityBack * 60_000).then(() => clouds.giveBack())
    let steps = 0
    const over = (): boolean => {
      if (steps++ % TELL_EVERY === 0)
        how.onProgress?.({ seconds: seconds(), dark: trace.dark(), struck: struck.length })
      return how.signal?.aborted === true || (drill.quiet() && looks.ended())
    }
    const end = await time.play({ until: start + scenario.minutes * 60_000, over })
    return {
      ...{ trace, refused: clouds.refused() },
      ...{ exhausted: drill.exhausted, publicAddresses: drill.publicAddresses, problems: drill.problems },
      seconds: seconds(),
      ended: how.signal?.aborted ? 'cancelled' : end === 'over' ? 'settled' : 'time-over',
    }
  } finally {
    clouds.close()
  }
}

/** Moments between two words of progress. */
const TELL_EVERY = 50

type Wiring = {
  readonly time: VirtualTime
  readonly clouds: Awaited<ReturnType<typeof openClouds>>['clouds']
  readonly recorder: Recorder
  readonly seed: number
}

/** The engine's parts around the books of a drill. */
function wire(copy: WorldCopy, { time, clouds, recorder, seed }: Wiring) {
  const problems: string[] = []
  const exhausted: { groupId: string; instanceId: string | null }[] = []
  const publicAddresses = new Map(copy.publicIps.map(({ publicIp }) => [publicIp.id, publicIp.address]))
  const names = new Set<string>()
  const random = seededRandom(seed)
  const surroundings = {
    ...{ now: time.now, wait: time.wait },
    seed: () => Math.floor(random() * 2 ** 31),
    id: (digits: number) => {
      let id = ''
      while (id.length < digits)
        id += Math.floor(random() * 0x1_0000_0000)
          .toString(16)
          .padStart(8, '0')
      return id.slice(0, digits)
    },
  }
  const onCommitted = (commit: Commit): void => {
    recorder.note(commit)
    for (const { id, address } of commit.publicCreated) publicAddresses.set(id, address)
    for (const event of commit.events)
      if (event.kind === 'pool-exhausted' && event.groupId)
        exhausted.push({ groupId: event.groupId, instanceId: event.instanceId })
    for (const { groupId, at } of wakingsOf(commit)) wake(groupId, at)
  }
  const books = new DrillBooks(copy, { now: time.now, turn: time.turn, onCommitted })
  const turns = takeTurns()
  let settlings = 0
  const settling = settler(
    () => allocation,
    (error, groupId) => problems.push(`settling ${groupId}: ${String(error)}`),
  )
  const settleGroup = (groupId: string): void => {
    settlings++
    settling.settleGroup(groupId)
    void settling.idle().finally(() => settlings--)
  }
  const operating = operate({
    ...{ store: books, clouds, surroundings, turns, settle: settleGroup },
    onBug: (error, operation) =>
      problems.push(`${operation.kind} of ${operation.instanceId}: ${String(error)}`),
  })
  const allocation: Allocation<Books> = { store: books, surroundings, turns, begin: operating.begin }

  /** The engine asks each second whose rest is over; here the moment is known, so nobody has to ask. */
  function wake(groupId: string, at: number): void {
    const moment = Math.ceil(at / LOOK_MS) * LOOK_MS
    const name = `${groupId} ${moment}`
    if (names.has(name)) return
    names.add(name)
    void time.wait(moment - time.nowMs()).then(() => settleGroup(groupId))
  }

  for (const { groupId, at } of wakingsAtStart(copy)) wake(groupId, at)

  return {
    ...{ problems, exhausted, publicAddresses },
    resume: () => operating.resume(),
    /** Looks each second until everything that was taken has been noticed: nothing else ever ends a machine here. */
    look(instanceIds: readonly string[], machines: ReadonlySet<string | null>) {
      const unnoticed = () => instanceIds.filter((id) => machines.has(recorder.machineOf(id)))
      let ended = false
      const looking = async (): Promise<void> => {
        while (unnoticed().length > 0) {
          await time.wait(LOOK_MS)
          for (const name of new Set(copy.groups.map(({ group }) => group.config.cloud)))
            await observeCloud(allocation, name, cloudNamed(clouds, name))
        }
      }
      void looking()
        .catch((error: unknown) => problems.push(`observing: ${String(error)}`))
        .finally(() => (ended = true))
      return { ended: () => ended }
    },
    quiet: () => operating.underWay() === 0 && settlings === 0 && !recorder.restless(),
  }
}
