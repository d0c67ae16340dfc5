import { describe, expect, it } from 'vitest'
import { type Standing, secondsToWait, type ThrottleOf, withAttempt, withSuccess } from './throttle'

const DAY_MS = 24 * 3_600_000

/** Guesses as soon as it may; answers how many in `ms`, and where it stands then. */
function guessFor(ms: number, of: ThrottleOf): { guesses: number; standing: Standing | null } {
  let standing: Standing | null = null
  let now = 0
  let guesses = 0
  while (now < ms) {
    now += secondsToWait(standing, now) * 1000
    standing = withAttempt(standing, of, now)
    guesses++
    now++
  }
  return { guesses, standing }
}

describe('signing in', () => {
  it('may fail a few times without waiting', () => {
    const { standing } = guessFor(4, 'account')
    expect(standing).toEqual({ failures: 4, lastAt: 3, blockedUntil: null })
    expect(secondsToWait(standing, 4)).toBe(0)
  })

  it('then waits longer and longer, and never for more than a quarter of an hour', () => {
    let standing = guessFor(4, 'account').standing
    const waits = Array.from({ length: 9 }, () => {
      const now = standing?.blockedUntil ?? 4
      standing = withAttempt(standing, 'account', now)
      return secondsToWait(standing, now)
    })
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900, 900])
  })

  it('lets at most about a hundred guesses a day at one account', () => {
    expect(guessFor(DAY_MS, 'account').guesses).toBeLessThanOrEqual(110)
  })

  it('allows an address more, for many people may share one', () => {
    expect(guessFor(29, 'address').standing?.blockedUntil).toBeNull()
    expect(guessFor(30, 'address').standing?.blockedUntil).not.toBeNull()
  })

  it('is forgotten a day after the last attempt, and not before', () => {
    const { standing } = guessFor(60_000, 'account')
    const last = standing?.lastAt ?? 0
    expect(withAttempt(standing, 'account', last + DAY_MS - 1).failures).toBeGreaterThan(5)
    expect(withAttempt(standing, 'account', last + DAY_MS)).toMatchObject({ failures: 1, blockedUntil: null })
  })

  it('that succeeds gives the account a new start, and the address only what it took', () => {
    const { standing } = guessFor(31, 'address')
    expect(withSuccess(standing, 'account')).toBeNull()
    expect(withSuccess(standing, 'address')).toMatchObject({ failures: (standing?.failures ?? 0) - 1 })
    expect(withSuccess(withAttempt(null, 'address', 5), 'address')).toBeNull()
  })
})
