import { type Happening, recordEvent } from '@/lib/allocation/record-event'
import {
  countRefused,
  REFUSALS_TOLD_TOGETHER_MS,
  type RefusedCount,
  type RefusedCounts,
  type RefusedSignIn,
  takeRefused,
} from '@/lib/domain/refused-sign-ins'
import { askedBy, requestFacts } from '@/lib/server/asking'
import { type Holdfast, holdfast } from '@/lib/server/compose'
import { log } from '@/lib/server/monitoring/log'

/** So long after it was answered the first of a minute is written. */
const TOLD_AFTER_MS = 1_000

const KEY = Symbol.for('holdfast.refused-sign-ins')
type State = {
  counts: RefusedCounts
  timer: NodeJS.Timeout | null
  /** Answered, and not written yet. */
  readonly waiting: Set<() => Promise<void>>
}
type Shared = { [KEY]?: State }

/** Counts of the process: modules are loaded more than once in it. */
function shared(): State {
  const all = globalThis as Shared
  all[KEY] ??= { counts: new Map(), timer: null, waiting: new Set() }
  return all[KEY]
}

/**
 * The one way to tell of a refused sign-in. `person` is who the name belongs to, null where it is nobody's. `why` says
 * which rule refused it, never what was typed. Nothing is written before it is answered: names that are somebody's are
 * told by themselves and all others together, so how long an answer takes would say which is which.
 */
export function tellRefusedSignIn(
  { engine }: Pick<Holdfast, 'engine'>,
  refused: RefusedSignIn,
  why: string,
): void {
  const state = shared()
  const { counts, tell } = countRefused(state.counts, refused, nowMs(engine))
  state.counts = counts
  state.timer ??= setInterval(() => void tellTogether(), REFUSALS_TOLD_TOGETHER_MS / 4).unref()
  if (tell) tellSoon(() => recordEvent(engine.allocation, happening(refused.person, [refused.origin], why)))
}

/** As part of the request that is being answered now, which is over by then. */
function tellSoon(write: () => Promise<void>): void {
  const { waiting } = shared()
  const request = requestFacts()
  const tell = async () => {
    if (!waiting.delete(tell)) return
    await (request ? askedBy({ request, asker: null }, write) : write()).catch((error: unknown) =>
      log().error({ detail: error }, 'telling of a refused sign-in'),
    )
  }
  waiting.add(tell)
  setTimeout(() => void tell(), TOLD_AFTER_MS).unref()
}

/** What was counted and is due; all of it where the process is about to end. */
export async function tellTogether(all = false): Promise<void> {
  const state = shared()
  try {
    if (all) await Promise.all([...state.waiting].map((tell) => tell()))
    const { engine } = await holdfast()
    const until = nowMs(engine) + (all ? REFUSALS_TOLD_TOGETHER_MS : 0)
    const { counts, told } = takeRefused(state.counts, until)
    state.counts = counts
    if (counts.size === 0 && state.timer) {
      clearInterval(state.timer)
      state.timer = null
    }
    if (told.length > 0) await recordEvent(engine.allocation, ...told.map(together))
  } catch (error) {
    log().error({ detail: error }, 'telling of refused sign-ins')
  }
}

const nowMs = ({ allocation }: Holdfast['engine']): number => Date.parse(allocation.surroundings.now())

const together = ({ person, more, origins, since }: RefusedCount): Happening => ({
  ...happening(person, origins, `Refused ${more} more ${more === 1 ? 'time' : 'times'} within a minute.`),
  after: { ...aboutPerson(person), more, origins, since: new Date(since).toISOString() },
})

const happening = (person: RefusedSignIn['person'], origins: readonly string[], why: string): Happening => ({
  kind: 'sign-in-refused',
  why,
  // Who it was is not known: the name is only what somebody typed.
  by: { id: 'unknown', name: 'Somebody', origin: origins[0] ?? 'web' },
  after: { ...aboutPerson(person), origins },
})

const aboutPerson = (person: RefusedSignIn['person']): Record<string, unknown> =>
  person ? { person: person.id, name: person.name } : { person: null }
