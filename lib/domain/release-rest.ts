/** How long a release that failed for the first time rests, in milliseconds: longer than most troubles of a cloud. */
const FIRST_REST = 60_000
/** Once an hour is often enough to notice that somebody mended it, and seldom enough not to be throttled for it. */
const LONGEST_REST = 3_600_000

/** How long letting go rests after it failed `failures` times in a row: each time twice as long, an hour at most. */
export const releaseRest = (failures: number): number =>
  Math.min(LONGEST_REST, FIRST_REST * 2 ** Math.min(Math.max(failures - 1, 0), 20))

/** When it is tried again. `since`: when it failed. */
export const releaseDue = (since: string, failures: number): string =>
  new Date(Date.parse(since) + releaseRest(failures)).toISOString()
