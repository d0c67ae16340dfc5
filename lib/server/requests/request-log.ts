import type { ActionName, RouteName } from '@/lib/auth/doors'

/** A request from its arrival until its last byte, by its id. Doors write on it what they know. */
export type RequestNote = {
  /** Null: no door was asked, a file for instance. */
  door: RouteName | ActionName | 'page' | null
  /** Whether it was to change something. */
  changes: boolean
  /** Who asked; null where nobody is signed in, or nobody was asked. */
  asker: string | null
  /** The id of the token with which they asked; null where it was none. */
  token: string | null
  /** How an action ended, 'ok' or the kind of its refusal: its response is 200 either way. */
  outcome: string | null
}

export type EndedRequest = RequestNote & {
  readonly id: string
  /** What the other end calls it, where it has another id here; null where it calls it nothing. */
  readonly sentId: string | null
  readonly status: number
  readonly tookMs: number
  /** The browser went before the answer was whole. */
  readonly cutOff: boolean
}

// Next loads modules more than once in one process; the doors of all of them write on the same notes.
const KEY = Symbol.for('holdfast.requests')

function notes(): Map<string, RequestNote> {
  const shared = globalThis as { [KEY]?: Map<string, RequestNote> }
  shared[KEY] ??= new Map()
  return shared[KEY]
}

export function openNote(id: string): RequestNote {
  const note: RequestNote = { door: null, changes: false, asker: null, token: null, outcome: null }
  notes().set(id, note)
  return note
}

export const isOpen = (id: string): boolean => notes().has(id)

/** Whether a door of ours has begun to answer it. */
export const isAtDoor = (id: string): boolean => (notes().get(id)?.door ?? null) !== null

export const closeNote = (id: string): void => void notes().delete(id)

/** What a door knows of a request that it answers; nothing where the request did not come over the network. */
export function note(id: string, known: Partial<RequestNote>): void {
  Object.assign(notes().get(id) ?? {}, known)
}

/** A page was rendered for it; an action that renders its page again stays an action. */
export function notePage(id: string, asker: string | null): void {
  if (notes().get(id)?.door === null) note(id, { door: 'page', asker })
}

/** Names that proxies give to a request and that a log can bear. */
const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,63}$/

/** What anybody may write into one field of a line. */
const LONGEST_SENT = 64

export const sentIdOf = (sent: string | string[] | undefined, id: string): string | null =>
  sent === undefined || sent === '' || sent === id ? null : String(sent).slice(0, LONGEST_SENT)

/** The id that a proxy of ours gave; null where that is none, or is that of another request under way. */
export const idFrom = (sent: string | string[] | undefined): string | null =>
  typeof sent === 'string' && WELL_FORMED.test(sent) && !isOpen(sent) ? sent : null

/**
 * How loudly one line tells of it: what changes something, or went wrong, as information, and one bug as a warning
 * (the bug itself is told where it is caught); reads, of which there are hundreds, only to whoever looks for them.
 */
export function lineOf(one: EndedRequest): {
  readonly level: 'warn' | 'info' | 'debug'
  readonly fields: Record<string, unknown>
} {
  const { id, sentId, door, status, tookMs, asker, token, outcome, cutOff, changes } = one
  const isBug = status >= 500 || outcome === 'unexpected'
  const isTold = changes || (status >= 400 && door !== 'unknown' && door !== null)
  return {
    level: isBug ? 'warn' : isTold ? 'info' : 'debug',
    fields: {
      ...{ requestId: id, door: door ?? 'none', status, ms: Math.round(tookMs * 10) / 10, asker },
      ...(sentId === null ? {} : { sentId }),
      // Under a name of its own: what stands under "token" is left out of every line.
      ...(token === null ? {} : { program: token }),
      ...(outcome === null ? {} : { outcome }),
      ...(cutOff ? { cutOff } : {}),
    },
  }
}
