import { createHash } from 'node:crypto'
import { headers } from 'next/headers'
import { changeAccounts } from '@/lib/allocation/change-accounts'
import { type Happening, recordEvent } from '@/lib/allocation/record-event'
import type { ActionResult } from '@/lib/api/action-result'
import { codeSchema, presentSchema } from '@/lib/api/schemas/people'
import { findSealed } from '@/lib/auth/sealed-factor'
import * as factor from '@/lib/auth/second-factor'
import { ok, refuse } from '@/lib/domain/result'
import { type AccountBook, accountBook } from '@/lib/server/accounts/accounts'
import { from, origin, tellRefused, welcome } from '@/lib/server/accounts/entering'
import { keepCookies } from '@/lib/server/accounts/keep-cookies'
import { NO_ACCOUNT, own, refusalOfPresent } from '@/lib/server/accounts/own-account'
import { sessionsMoved } from '@/lib/server/accounts/sessions'
import { countAttempt, takeAttemptBack } from '@/lib/server/accounts/sign-in-throttle'
import { nowIso, nowMs } from '@/lib/server/compose'
import { act } from './action'

/** The second step of signing in: a code of the app, or one of the recovery codes. */
export function answerCode(input: unknown): Promise<ActionResult<null>> {
  return act(codeSchema, input, async (hold, typed) => {
    const book = await accountBook()
    const challenge = factor.challengeOf((await headers()).get('cookie') ?? '')
    const id = challenge && (await book.rows.challenged(challenge.identifier, nowIso()))
    const person = id && (await book.rows.person(id))
    if (!challenge || !person) return refuse({ kind: 'challenge-over' })
    // Counted apart from passwords: a right password must not forgive wrong codes.
    const attempt = { email: `code of ${person.id}`, origin: origin() }
    const wait = await countAttempt(attempt)
    const code = factor.readCode(typed.code)
    const answer = wait || !code ? 'wrong' : await tryOnce(book, person.id, code, challenge.cookie)
    if (!(answer instanceof Headers)) {
      await tellRefused(hold, book, person.email, wait ? 'It failed too often before.' : WHY[answer])
      return refuse(wait ? { kind: 'must-wait', ...wait } : { kind: REFUSED[answer] })
    }
    await takeAttemptBack(attempt)
    const recovery = code?.kind === 'recovery'
    if (recovery)
      await recordEvent(hold.engine.allocation, {
        kind: 'recovery-code-used',
        why: `${person.name} used a recovery code.`,
        by: { id: person.id, name: person.name, origin: origin() },
        after: { person: person.id, left: await factor.recoveryCodesLeft(book.auth, person.id) },
      })
    const how = `with a password and a ${recovery ? 'recovery code' : 'code'}`
    await welcome(hold, book, person.email, answer, how)
    return { ok: true, value: null }
  })
}

const WHY = {
  wrong: 'The code was wrong.',
  used: 'The code had been used before.',
  over: 'The code came too late.',
  sealed: 'Their second factor was encrypted with another secret.',
} as const
const REFUSED = {
  wrong: 'wrong-code',
  used: 'code-used',
  over: 'challenge-over',
  sealed: 'factor-sealed',
} as const

async function tryOnce(book: AccountBook, personId: string, code: Code, cookie: string) {
  const where = await from()
  return claimOnce(book, personId, code, (claimed) =>
    factor.answerChallenge(book.auth, cookie, claimed, where),
  )
}

type Code = NonNullable<ReturnType<typeof factor.readCode>>

/**
 * A code of the app is right for up to ninety seconds. Whoever saw it typed must not use it again, so it is claimed
 * before it is tried; of two who come with it at once, one is refused.
 */
async function claimOnce<T extends string>(
  { rows, secret }: AccountBook,
  personId: string,
  code: Code,
  tryCode: (code: Code) => Promise<Headers | T>,
): Promise<Headers | T | 'used' | 'sealed'> {
  if ((await findSealed(secret, await rows.sealedFactors(personId))).length > 0) return 'sealed'
  const key = createHash('sha256').update(`${personId} ${code.code}`).digest('hex')
  const until = new Date(nowMs() + factor.CODE_MS).toISOString()
  if (!(await rows.claimCode(key, nowIso(), until))) return 'used'
  const release = () => rows.releaseCode(key)
  const answer = await tryCode(code).catch(async (error: unknown) => {
    await release()
    throw error
  })
  if (!(answer instanceof Headers)) await release()
  return answer
}

/** A new secret for the app, and the recovery codes that come with it: they count from the first right code on. */
export function beginFactor(
  input: unknown,
): Promise<ActionResult<{ uri: string; recoveryCodes: readonly string[] }>> {
  return act(presentSchema, input, async (hold, { present }) => {
    const me = await own()
    if (!me) return NO_ACCOUNT
    const refusal = await refusalOfPresent(hold, me, present)
    if (refusal) return refuse(refusal)
    const begun = await factor.beginFactor(me.book.auth, me.cookie, present)
    if (!begun) return refuse({ kind: 'factor-moved', now: 'on' })
    await recordEvent(hold.engine.allocation, {
      kind: 'second-factor-begun',
      why: `${me.name} was shown the secret of a second factor, which waits for its first code.`,
      after: { person: me.id, name: me.name },
    })
    return { ok: true, value: begun }
  })
}

/** The first code shows that the secret has arrived. */
export function confirmFactor(input: unknown): Promise<ActionResult<null>> {
  return act(codeSchema, input, async ({ engine }, typed) => {
    const me = await own()
    if (!me) return NO_ACCOUNT
    const { auth, rows } = me.book
    if ((await rows.person(me.id))?.secondFactor) return refuse({ kind: 'factor-moved', now: 'on' })
    const code = factor.readCode(typed.code)
    if (code?.kind !== 'app') return refuse({ kind: 'wrong-code' })
    const where = await from()
    const answer = await claimOnce(
      me.book,
      me.id,
      code,
      async ({ code: digits }) => (await factor.confirmFactor(auth, me.cookie, digits, where)) ?? 'wrong',
    )
    if (!(answer instanceof Headers)) return refuse({ kind: REFUSED[answer] })
    sessionsMoved()
    await recordEvent(engine.allocation, turned(me, 'on'))
    // A session that takes the place of this one.
    await keepCookies(answer)
    return { ok: true, value: null, message: 'Your second factor is on.' }
  })
}

/** The session goes on: it was opened with both. */
export function endFactor(input: unknown): Promise<ActionResult<null>> {
  return act(presentSchema, input, async (hold, { present }) => {
    const me = await own()
    if (!me) return NO_ACCOUNT
    const { rows } = me.book
    if (!(await rows.person(me.id))?.secondFactor) return refuse(OFF_ALREADY)
    const refusal = await refusalOfPresent(hold, me, present)
    if (refusal) return refuse(refusal)
    const ended = await changeAccounts(hold.engine.allocation, async () => {
      if (!(await rows.person(me.id))?.secondFactor) return refuse(OFF_ALREADY)
      return ok({
        changes: [{ kind: 'factor-dropped', personId: me.id }],
        happenings: [turned(me, 'off')],
        value: null,
      })
    })
    if (!ended.ok) return ended
    sessionsMoved()
    return { ok: true, value: null, message: 'Your second factor is off.' }
  })
}

const OFF_ALREADY = { kind: 'factor-moved', now: 'off' } as const

const turned = (me: { readonly id: string; readonly name: string }, now: 'on' | 'off'): Happening => ({
  kind: `second-factor-${now}`,
  why: `${me.name} turned their second factor ${now}.`,
  after: { person: me.id, name: me.name },
})

export function renewRecoveryCodes(
  input: unknown,
): Promise<ActionResult<{ recoveryCodes: readonly string[] }>> {
  return act(presentSchema, input, async (hold, { present }) => {
    const me = await own()
    if (!me) return NO_ACCOUNT
    const refusal = await refusalOfPresent(hold, me, present)
    if (refusal) return refuse(refusal)
    const recoveryCodes = await factor.renewRecoveryCodes(me.book.auth, me.cookie, present)
    if (!recoveryCodes) return refuse({ kind: 'factor-moved', now: 'off' })
    await recordEvent(hold.engine.allocation, {
      kind: 'recovery-codes-made',
      why: `${me.name} made new recovery codes; those before open nothing any more.`,
      after: { person: me.id, name: me.name, codes: recoveryCodes.length },
    })
    return { ok: true, value: { recoveryCodes } }
  })
}
