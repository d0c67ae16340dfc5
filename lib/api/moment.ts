/** A moment as it stands in an address: ISO 8601 with its zone, to the millisecond at most. */
const WRITTEN = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/

export type Moment =
  | { readonly ok: true; readonly at: string }
  | { readonly ok: false; readonly sentence: string }

/** In UTC, to the millisecond. `span`: from when on the record tells, and when it ends, which is now. */
export function readMoment(
  text: string,
  span: {
    readonly begin: string | null
    readonly now: string
    readonly of: string
    /** Events up to here were removed by retention. */
    readonly removedUntil?: string | null
  },
): Moment {
  // A plus sign in an address stands for a space until somebody writes it as %2B.
  const written = text.trim().replace(/ (\d\d:\d\d)$/, '+$1')
  const time = WRITTEN.test(written) ? Date.parse(written) : Number.NaN
  if (Number.isNaN(time))
    return refused(`“${text.slice(0, 40)}” is no moment. One is written as 2026-11-03T09:00:12Z.`)
  const at = new Date(time).toISOString()
  if (at > span.now) return refused('This moment has not come yet. The record ends now.')
  if (span.begin === null) return refused('Nothing is on record yet, so there is no past to look at.')
  if (span.removedUntil && at < span.removedUntil)
    return refused(
      `Events up to ${span.removedUntil.slice(0, 16).replace('T', ' ')} UTC were removed, as set on the Ledger page: how it was before is not on record any more.`,
    )
  if (at < span.begin) return refused(`The record of ${span.of} begins later than this moment.`)
  return { ok: true, at }
}

const refused = (sentence: string): Moment => ({ ok: false, sentence })

/** Why nothing can be done while one looks at the past. */
export const PAST_REASON = 'This is the past. Go back to now to change anything.'

/** Stands where the reason of an address would. */
export const WHY_THEN = 'Its events under Activity say why.'

/** Why a tab that knows only the present is closed meanwhile. */
export const NOT_TOLD =
  'What a group has, its map and its configuration can be looked at as they were; its activity tells of every moment.'

/** Events before `toldSince` were written by an earlier Holdfast. */
export const toldLess = (at: string, toldSince: string | null): boolean =>
  toldSince !== null && at < toldSince

export const TOLD_LESS =
  'What happened at that time was recorded with less detail: machines, states and pools may be missing or stand as they were later.'
