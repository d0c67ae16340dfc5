import { createHash } from 'node:crypto'
import {
  FORGOTTEN_AFTER_MS,
  type Standing,
  secondsToWait,
  type ThrottleOf,
  withAttempt,
  withSuccess,
} from '@/lib/auth/throttle'
import { nowMs } from '@/lib/server/compose'
import { accountBook } from './accounts'

/**
 * `email` null: somebody comes back from a provider, and whose account it is is not known yet. Only the address is
 * counted then, and apart from passwords: what fails at the one way in closes nobody the other.
 */
type Attempt = { readonly email: string | null; readonly origin: string }

/**
 * Counts an attempt to sign in, in the database: a restart forgives nobody. Null where it may be made; the key of an
 * account is a hash, because what is typed where an e-mail belongs may be a password.
 */
export function countAttempt(attempt: Attempt): Promise<{ seconds: number; of: ThrottleOf } | null> {
  return inTurn(async () => {
    const { rows } = await accountBook()
    const now = nowMs()
    await rows.forgetThrottles(iso(now - FORGOTTEN_AFTER_MS))
    const standings = await readStandings(attempt)
    for (const { of, standing } of standings) {
      const seconds = secondsToWait(standing, now)
      if (seconds > 0) return { seconds, of }
    }
    for (const { key, of, standing } of standings)
      await rows.setThrottle(key, toRow(withAttempt(standing, of, now)))
    return null
  })
}

/** The attempt succeeded. */
export function takeAttemptBack(attempt: Attempt): Promise<void> {
  return inTurn(async () => {
    const { rows } = await accountBook()
    for (const { key, of, standing } of await readStandings(attempt)) {
      const left = withSuccess(standing, of)
      await rows.setThrottle(key, left && toRow(left))
    }
  })
}

async function readStandings({ email, origin }: Attempt) {
  const { rows } = await accountBook()
  const keys = email === null ? [signOnKey(origin)] : passwordKeys(email, origin)
  return Promise.all(
    keys.map(async ({ of, key }) => {
      const row = await rows.throttle(key)
      const standing: Standing | null = row && {
        failures: row.failures,
        lastAt: Date.parse(row.lastAt),
        blockedUntil: row.blockedUntil === null ? null : Date.parse(row.blockedUntil),
      }
      return { of, key, standing }
    }),
  )
}

type Key = { readonly of: ThrottleOf; readonly key: string }

const signOnKey = (origin: string): Key => ({ of: 'address', key: `sign-on:${networkOf(origin)}` })

function passwordKeys(email: string, origin: string): Key[] {
  const hash = createHash('sha256').update(email.toLowerCase()).digest('hex')
  return [
    { of: 'account', key: `account:${hash}` },
    { of: 'address', key: `address:${networkOf(origin)}` },
  ]
}

const toRow = ({ failures, lastAt, blockedUntil }: Standing) => ({
  failures,
  lastAt: iso(lastAt),
  blockedUntil: blockedUntil === null ? null : iso(blockedUntil),
})

const iso = (ms: number): string => new Date(ms).toISOString()

/** Of IPv6 whoever has one address has its /64. */
export const networkOf = (origin: string): string =>
  origin.includes(':') ? `${expanded(origin).slice(0, 4).join(':')}::/64` : origin

function expanded(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const [first, last] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''))
  const zeros =
    tail === undefined
      ? []
      : Array.from({ length: 8 - (first?.length ?? 0) - (last?.length ?? 0) }, () => '0')
  return [...(first ?? []), ...zeros, ...(last ?? [])].map((group) => group.toLowerCase().padStart(4, '0'))
}

const KEY = Symbol.for('holdfast.sign-in-throttle')

/** One after the other: two attempts that read the same count would be one. */
function inTurn<T>(body: () => Promise<T>): Promise<T> {
  const shared = globalThis as { [KEY]?: Promise<unknown> }
  const mine = (shared[KEY] ?? Promise.resolve()).then(body)
  shared[KEY] = mine.catch(() => undefined)
  return mine
}
