const HOUR = 3_600_000
const DAY = 24 * HOUR

type Range = {
  readonly at: string
  readonly begin: string
  readonly now: string
  /** The last event before `at`, and the first one after it. */
  readonly before: string | null
  readonly after: string | null
}

/**
 * Where a key leads on the slider: arrows to the event before or after, page up and down by an hour, with shift by a
 * day, Home and End to the ends of the record. Null: the key means nothing here. 'now' is the end.
 */
export function keyMoment(key: string, shift: boolean, range: Range): string | null {
  const step = (milliseconds: number): string =>
    clamped(new Date(Date.parse(range.at) + milliseconds).toISOString(), range)
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return range.before ?? range.begin
    case 'ArrowRight':
    case 'ArrowUp':
      return range.after ?? range.now
    case 'PageUp':
      return step(shift ? DAY : HOUR)
    case 'PageDown':
      return step(shift ? -DAY : -HOUR)
    case 'Home':
      return range.begin
    case 'End':
      return range.now
    default:
      return null
  }
}

const clamped = (at: string, { begin, now }: Pick<Range, 'begin' | 'now'>): string =>
  at < begin ? begin : at > now ? now : at

/** How far `at` lies between the ends, 0 to 1. */
export function shareOf(
  at: string,
  { begin, now }: { readonly begin: string; readonly now: string },
): number {
  const [first, last] = [Date.parse(begin), Date.parse(now)]
  return last <= first ? 1 : Math.min(1, Math.max(0, (Date.parse(at) - first) / (last - first)))
}

export function momentAt(
  share: number,
  { begin, now }: { readonly begin: string; readonly now: string },
): string {
  const [first, last] = [Date.parse(begin), Date.parse(now)]
  return new Date(Math.round(first + Math.min(1, Math.max(0, share)) * (last - first))).toISOString()
}
