/**
 * Refused sign-ins, told without letting a stranger grow the log. The first of a minute is told at once; those that
 * follow it are counted, and told together when the minute is over.
 *
 *   10:00:05  refused        ─▶ event "refused"
 *   10:00:06 … 10:00:59  812 more, counted
 *   10:01:05                 ─▶ event "refused 812 more times"
 *
 * An account that exists is counted by itself; all names that nobody has are counted together and never written down,
 * because what is typed there may be a password. So there are at most two events for each account and minute.
 */
export const REFUSALS_TOLD_TOGETHER_MS = 60_000
/** More origins than these say nothing new; that there were others is said. */
const MOST_ORIGINS = 5

export type RefusedSignIn = {
  /** Of a person who exists; null for every name that nobody has. */
  readonly person: { readonly id: string; readonly name: string } | null
  readonly origin: string
}
export type RefusedCount = {
  readonly person: RefusedSignIn['person']
  readonly since: number
  /** After the one that was told at once. */
  readonly more: number
  readonly origins: readonly string[]
}
/** By person's id; '' for nobody. */
export type RefusedCounts = ReadonlyMap<string, RefusedCount>

/** `tell`: this one is told now. Otherwise it is among those that `takeRefused` answers later. */
export function countRefused(
  counts: RefusedCounts,
  refused: RefusedSignIn,
  nowMs: number,
): { readonly counts: RefusedCounts; readonly tell: boolean } {
  const key = refused.person?.id ?? ''
  const known = counts.get(key)
  if (!known) {
    const first = { person: refused.person, since: nowMs, more: 0, origins: [] }
    return { counts: new Map(counts).set(key, first), tell: true }
  }
  const isNews = !known.origins.includes(refused.origin) && known.origins.length < MOST_ORIGINS
  const origins = isNews ? [...known.origins, refused.origin] : known.origins
  return { counts: new Map(counts).set(key, { ...known, more: known.more + 1, origins }), tell: false }
}

/** Counts whose minute is over: those with something to tell, and what is left to count. */
export function takeRefused(
  counts: RefusedCounts,
  nowMs: number,
): { readonly counts: RefusedCounts; readonly told: readonly RefusedCount[] } {
  const left = new Map(counts)
  const told: RefusedCount[] = []
  for (const [key, count] of counts) {
    if (nowMs - count.since < REFUSALS_TOLD_TOGETHER_MS) continue
    left.delete(key)
    if (count.more > 0) told.push(count)
  }
  return { counts: left, told }
}
