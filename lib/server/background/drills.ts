import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import type { DrillShelf } from '@/lib/allocation/ports/drills'
import type { Store } from '@/lib/allocation/ports/store'
import { happeningEvent } from '@/lib/allocation/record-event'
import type { DrillProgress } from '@/lib/api/views/drills'
import { DRILL_LIMITS, type DrillProblem, type DrillScope, type Scenario } from '@/lib/domain/drill'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { makeReport } from '@/lib/drill/make-report'
import { playDrill } from '@/lib/drill/play'
import { placesOf } from '@/lib/drill/recorder'
import { copyWorld, type WorldCopy } from '@/lib/drill/world-copy'

export type DrillWanted = {
  readonly id: string
  readonly scope: DrillScope
  readonly groupIds: readonly string[]
  readonly scenario: Scenario
  readonly seed: number
}

/** The drills that are being played in this process. */
export type DrillRoom = {
  /** Copies the world now, and plays while others go on. Asked twice with one id, it is one drill. */
  start(wanted: DrillWanted): Promise<Result<{ readonly drillId: string }, Refusal>>
  /** Null: it is not being played here. */
  progress(drillId: string): DrillProgress | null
  /** Ends it, and waits until that is written. What is not being played is left as it is. */
  cancel(drillId: string): Promise<void>
  /** Resolves when none is being played. */
  idle(): Promise<void>
}

/** A drill keeps one of the two cores of a small machine busy for seconds. */
const MOST_PLAYING = 2

type Playing = { progress: DrillProgress; readonly ending: AbortController; done: Promise<void> }

const no = (problem: DrillProblem): Result<never, Refusal> => refuse({ kind: 'drill', problem })

export function openDrillRoom(options: {
  readonly store: Store & { readonly reads: DrillShelf }
  readonly now: () => string
  readonly onProblem: (what: string, detail: unknown) => void
}): DrillRoom {
  const { store, now, onProblem } = options
  const { reads: shelf } = store
  const playing = new Map<string, Playing>()

  async function play(wanted: DrillWanted, copy: WorldCopy, its: Playing): Promise<void> {
    const { scenario, seed, scope, id } = wanted
    try {
      const played = await playDrill(copy, scenario, {
        seed,
        signal: its.ending.signal,
        onProgress: ({ seconds, dark }) => {
          its.progress = { ...its.progress, seconds, dark }
        },
      })
      for (const problem of played.problems) onProblem(`drill ${id}`, problem)
      const isSound = played.problems.length === 0
      const state = played.ended === 'cancelled' ? 'cancelled' : isSound ? 'done' : 'failed'
      const report = state === 'done' ? makeReport(copy, { scope, scenario, seed }, played) : null
      await shelf.endDrill(id, { state, endedAt: now(), problem: isSound ? null : BROKEN, report })
      // Whoever cancelled it told of that.
      if (state !== 'cancelled') await tellEnd(id, isSound)
    } catch (error) {
      onProblem(`drill ${id}`, error)
      await endBroken(id)
    } finally {
      playing.delete(id)
    }
  }

  /** Where not even that can be written, it is shown as broken off, like those of a process that has ended. */
  function endBroken(id: string): Promise<void> {
    return shelf
      .endDrill(id, { state: 'failed', endedAt: now(), problem: BROKEN, report: null })
      .then(() => tellEnd(id, false))
      .catch((error: unknown) => onProblem(`ending drill ${id}`, error))
  }

  async function tellEnd(id: string, isSound: boolean): Promise<void> {
    const why = isSound ? 'It was played to its end, and its report is there.' : BROKEN
    const happening = { kind: 'drill-ended', actor: 'holdfast', why, after: { drill: id } } as const
    const stored = await store.commit({ ...EMPTY_COMMIT, events: [happeningEvent(happening, now(), id)] })
    if (!stored.ok) onProblem(`telling of drill ${id}`, stored.refusal)
  }

  async function begin(wanted: DrillWanted): Promise<Result<{ readonly drillId: string }, Refusal>> {
    const { id, groupIds, scenario, scope, seed } = wanted
    if (playing.has(id) || (await shelf.drill(id))) return ok({ drillId: id })
    if (playing.size >= MOST_PLAYING) return no({ kind: 'too-many-playing', most: MOST_PLAYING })
    if ((await shelf.drills()).length >= DRILL_LIMITS.kept)
      return no({ kind: 'too-many-kept', most: DRILL_LIMITS.kept })
    const copy = await copyWorld(store, groupIds, now())
    if (!copy.ok) return copy
    const problem = problemOf(copy.value, scenario)
    if (problem) return no(problem)
    await shelf.addDrill({ id, scope, scenario, seed, startedAt: copy.value.takenAt })
    const its: Playing = {
      progress: { seconds: 0, of: scenario.minutes * 60, dark: 0 },
      ...{ ending: new AbortController(), done: Promise.resolve() },
    }
    playing.set(id, its)
    its.done = play(wanted, copy.value, its)
    return ok({ drillId: id })
  }

  // One after the other: of two clicks at once the second finds the first one's drill.
  let begun: Promise<unknown> = Promise.resolve()
  return {
    start(wanted) {
      const mine = begun.then(() => begin(wanted))
      begun = mine.catch(() => undefined)
      return mine
    },
    progress: (drillId) => playing.get(drillId)?.progress ?? null,
    async cancel(drillId) {
      const its = playing.get(drillId)
      its?.ending.abort()
      await its?.done
    },
    async idle() {
      while (playing.size > 0) await Promise.all([...playing.values()].map((one) => one.done))
    },
  }
}

const BROKEN = 'The rules met a bug on the copy; the log of the server says which. The world was not touched.'

/** What a form cannot know: whether there is anything to take. */
function problemOf(copy: WorldCopy, { zones, instanceIds }: Scenario): DrillProblem | null {
  const zoneOf = new Map(copy.subnets.map(({ subnet }) => [subnet.id, subnet.zone]))
  const running = placesOf(copy).filter((one) => one.machineId !== null)
  if (running.length === 0) return { kind: 'nothing-runs' }
  const most = DRILL_LIMITS.places
  if (running.length > most) return { kind: 'too-large', places: running.length, most }
  const known = new Set(
    running.flatMap((one) => ('nics' in one ? one.zone : (zoneOf.get(one.subnetId ?? '') ?? null)) ?? []),
  )
  const zone = zones.find((one) => !known.has(one))
  if (zone !== undefined) return { kind: 'zone-without-machines', zone, zones: [...known].sort() }
  const ids = new Set(running.map((one) => one.id))
  const instanceId = instanceIds.find((one) => !ids.has(one))
  return instanceId === undefined ? null : { kind: 'no-machine', instanceId }
}
