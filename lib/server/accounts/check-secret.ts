import { plural } from '@/lib/domain/plural'
import { env } from '@/lib/server/env'
import { KEPT_SECRET } from '@/lib/storage/kept-secret'
import { accountBook } from './accounts'

/**
 * Why nobody with a second factor could sign in, in sentences for whoever starts it; null where they can. Their
 * factors are encrypted with the secret, and one that does not open them locks them out one by one, each with a bug.
 */
export async function secretProblem(): Promise<string | null> {
  if (env().open) return null
  const { findSealed } = await import('@/lib/auth/sealed-factor')
  const { rows, secret } = await accountBook()
  const factors = await rows.sealedFactors()
  const closed = await findSealed(secret, factors)
  if (closed.length === 0) return null
  const kept = await rows.kept(KEPT_SECRET)
  const isKept = kept !== null && (await findSealed(kept, closed)).length === 0
  return secretSentence({ isSet: env().secret !== null, isKept, closed: closed.length, of: factors.length })
}

/** `isKept`: the secret that the database keeps opens them. */
export function secretSentence(found: {
  readonly isSet: boolean
  readonly isKept: boolean
  readonly closed: number
  readonly of: number
}): string {
  const { isSet, isKept, closed, of } = found
  const what = `${closed < of ? `${closed} of ` : ''}${plural(of, 'second factor')} cannot be opened with`
  const which = isSet
    ? 'HOLDFAST_SECRET as it is set now'
    : 'the secret that the database keeps, and HOLDFAST_SECRET is not set'
  const back =
    isSet && isKept
      ? 'Leave HOLDFAST_SECRET out: the database keeps the secret that opens them.'
      : 'Set HOLDFAST_SECRET to what it was when they were turned on.'
  return `${what} ${which}, so Holdfast does not start: whoever has one could not sign in. ${back} Where that secret is lost, "npm run drop-factors" takes those second factors away, and their people turn new ones on.`
}
