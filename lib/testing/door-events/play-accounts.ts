import { Secret, TOTP } from 'otpauth'
import type { ActionResult } from '@/lib/api/action-result'
import type { ActionName } from '@/lib/auth/doors'
import { accountBook } from '@/lib/server/accounts/accounts'
import { nowIso } from '@/lib/server/compose'
import { become, cookiesNow } from './asking-browser'

/** Asks an action, and answers what it said; `done` where it must be taken. */
export type Asks = {
  ask<T = null>(name: ActionName, ...args: readonly unknown[]): Promise<ActionResult<T>>
  done<T = null>(name: ActionName, ...args: readonly unknown[]): Promise<T>
}

export const PASSWORD = 'a long walk by the sea'
const NEXT_PASSWORD = 'another walk along the shore'
const EVE = 'eve@example.org'

/** Played here, each where what it needs was just made. */
export const ACCOUNT_ACTIONS: ReadonlySet<ActionName> = new Set([
  ...(['setUp', 'signIn', 'beginSignOn', 'answerCode', 'acceptInvitation', 'setNewPassword'] as const),
  ...(['signOut', 'changePassword', 'endSession', 'signOutEverywhere', 'beginFactor'] as const),
  ...(['confirmFactor', 'endFactor', 'renewRecoveryCodes', 'changeRole', 'removePerson'] as const),
  ...(['makeResetLink', 'resetFactor', 'endSessionOf', 'endSessionsOf', 'invite'] as const),
  ...(['revokeInvitation', 'makeToken', 'revokeToken'] as const),
])

/** What people do with accounts: their own, and an admin with those of others. Begins and ends as Ada, the admin. */
export async function playAccounts(asks: Asks): Promise<void> {
  const asAda = cookiesNow()
  const invited = await playLinks(asks)
  become()
  await asks.done('acceptInvitation', { token: tokenOf(invited.url), name: 'Eve', password: PASSWORD })
  const eve = await idOf(EVE)
  become(asAda)
  await asks.done('changeRole', eve, 'operator')
  const reset = await asks.done<{ url: string }>('makeResetLink', eve)
  become()
  await asks.done('setNewPassword', { token: tokenOf(reset.url), password: NEXT_PASSWORD })
  await playOwn(asks, eve)

  await signIn(asks)
  await turnFactorOn(asks)
  become(asAda)
  await asks.done('endSessionOf', eve, (await sessionIdsOf(eve))[0])
  await asks.done('resetFactor', eve)
  await signIn(asks)
  become(asAda)
  await asks.done('endSessionsOf', eve)
  await asks.done('removePerson', eve)
  await asks.ask('beginSignOn', '/')
}

/** Tokens and invitations. Answers one that is open. */
async function playLinks({ done }: Asks): Promise<{ url: string }> {
  const { rows } = await accountBook()
  await done('makeToken', { name: 'dashboard', role: 'viewer', days: 30 })
  const [token] = await rows.tokens(await idOf('ada@example.org'))
  await done('revokeToken', token?.id)
  const invited = await done<{ url: string }>('invite', { email: EVE, role: 'viewer' })
  await done('invite', { email: 'olu@example.org', role: 'viewer' })
  const [open] = (await rows.linksOf('invitation')).filter(({ subject }) => subject === 'olu@example.org')
  await done('revokeInvitation', open?.id)
  return invited
}

/** Eve's own account, with a second factor and back. */
async function playOwn(asks: Asks, eve: string): Promise<void> {
  const { ask, done } = asks
  await signIn(asks, NEXT_PASSWORD)
  await done('changePassword', { present: NEXT_PASSWORD, password: PASSWORD })
  await turnFactorOn(asks)
  const codes = await done<{ recoveryCodes: readonly string[] }>('renewRecoveryCodes', { present: PASSWORD })
  await done('signOut')
  become()
  await ask('signIn', { email: EVE, password: PASSWORD })
  await done('answerCode', { code: codes.recoveryCodes[0] })
  await done('endFactor', { present: PASSWORD })
  await signIn(asks)
  await done('endSession', (await sessionIdsOf(eve))[0])
  await signIn(asks)
  await done('signOutEverywhere')
}

async function turnFactorOn({ done }: Asks): Promise<void> {
  const { uri } = await done<{ uri: string }>('beginFactor', { present: PASSWORD })
  const app = new TOTP({ secret: Secret.fromBase32(new URL(uri).searchParams.get('secret') ?? '') })
  await done('confirmFactor', { code: app.generate() })
}

/** In a browser of its own. */
async function signIn({ done }: Asks, password = PASSWORD): Promise<void> {
  become()
  await done('signIn', { email: EVE, password })
}

const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? ''

async function idOf(email: string): Promise<string> {
  const { rows } = await accountBook()
  return (await rows.personByEmail(email))?.id ?? ''
}

async function sessionIdsOf(personId: string): Promise<string[]> {
  const { rows } = await accountBook()
  return (await rows.sessionsOf(personId, nowIso())).map(({ id }) => id)
}
