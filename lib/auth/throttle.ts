/*
 * How long somebody who guesses must wait. It is counted for the account that is tried and for the address from which
 * it is tried, each for itself:
 *
 *   account   5 free, then 30 s, 1 min, 2, 4, 8, and 15 min each   at most 100 guesses a day (NIST SP 800-63B, 3.2.2)
 *   address  30 free, then the same                                one machine that tries many accounts
 *
 * An attempt counts when it begins, so that a hundred at once are not one; one that succeeds is taken back. What was
 * counted is forgotten a day after the last attempt.
 */
export type Standing = {
  readonly failures: number
  /** Milliseconds since 1970, as are all moments here. */
  readonly lastAt: number
  readonly blockedUntil: number | null
}

export type ThrottleOf = 'account' | 'address'

const FREE: Record<ThrottleOf, number> = { account: 5, address: 30 }
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 15 * 60_000
export const FORGOTTEN_AFTER_MS = 24 * 3_600_000

/** Seconds to wait before another attempt is looked at, 0 where it may be made now. */
export function secondsToWait(standing: Standing | null, nowMs: number): number {
  const left = (standing?.blockedUntil ?? 0) - nowMs
  return left > 0 ? Math.ceil(left / 1000) : 0
}

/** The standing with one attempt more; it may be made, for `secondsToWait` was asked before. */
export function withAttempt(standing: Standing | null, of: ThrottleOf, nowMs: number): Standing {
  const known = standing && nowMs - standing.lastAt < FORGOTTEN_AFTER_MS ? standing.failures : 0
  const failures = known + 1
  const over = failures - FREE[of]
  const wait = over < 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(over, 10))
  return { failures, lastAt: nowMs, blockedUntil: wait === 0 ? null : nowMs + wait }
}

/** The attempt was no guess. An account starts anew; an address only gets back what this attempt counted. */
export function withSuccess(standing: Standing | null, of: ThrottleOf): Standing | null {
  if (of === 'account' || standing === null || standing.failures <= 1) return null
  const failures = standing.failures - 1
  return { ...standing, failures, blockedUntil: failures < FREE.address ? null : standing.blockedUntil }
}
