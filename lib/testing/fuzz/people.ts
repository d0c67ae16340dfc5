import { Secret, TOTP } from 'otpauth'
import { type Happening, recordEvent } from '@/lib/allocation/record-event'
import { newToken } from '@/lib/auth/api-token'
import { cookiesOf } from '@/lib/auth/cookies'
import type { Role } from '@/lib/auth/roles'
import * as factor from '@/lib/auth/second-factor'
import { hashOfPassword, signInByPassword } from '@/lib/auth/sign-in'
import { accountBook } from '@/lib/server/accounts/accounts'
import { holdfast, newId, nowIso } from '@/lib/server/compose'
import { env } from '@/lib/server/env'
import { openDatabase } from '@/lib/storage/client'
import { writeAccounts } from '../account-changes'
import { become, ORIGIN, sentHeaders } from '../door-events/asking-browser'
import { OWN_HEADERS } from './call-door'
import { REMEMBERED } from './fuzz-world'

/*
 * People for the doors about accounts. Those are asked by somebody who signed in, as nobody else may; every other door
 * by the local operator, which asks the accounts nothing.
 */

export const PASSWORD = 'a long walk by the sea'
const FROM = { origin: ORIGIN, userAgent: 'a browser' }

/** What a browser sends with whatever it asks. */
export const ownHeaders = (): Headers => (env().open ? new Headers(OWN_HEADERS) : sentHeaders())

/** Nobody has an account any more, a link, or a failure to their name. */
export async function everybodyGone(): Promise<void> {
  const { client } = openDatabase((await holdfast()).databaseUrl)
  await client.accessLink.deleteMany()
  await client.user.deleteMany()
  await client.signInThrottle.deleteMany()
  for (const key of REMEMBERED) delete (globalThis as unknown as Record<symbol, unknown>)[key]
  become()
}

export type Somebody = { readonly id: string; readonly email: string }

let hash: Promise<string> | null = null

export async function newcomer(role: Role = 'viewer'): Promise<Somebody> {
  const { auth, rows } = await accountBook()
  hash ??= hashOfPassword(auth, PASSWORD)
  const id = newId(32)
  const email = `${id}@example.org`
  await rows.addPerson({ id, name: 'Somebody', email, role }, await hash)
  await tell({ kind: 'person-added', why: 'Somebody came.', after: { person: id, name: 'Somebody', role } })
  return { id, email }
}

/** What the browser has after the right password: a session, or a challenge. */
export async function enter({ email }: Somebody): Promise<void> {
  const { auth } = await accountBook()
  keep(await signInByPassword(auth, { email, password: PASSWORD }, FROM))
}

function keep(answer: Headers | null): void {
  become(new Map(cookiesOf(answer ?? new Headers()).map(({ name, value }) => [name, value])))
}

/** Somebody new, who is signed in from now on. */
export async function newAdmin(): Promise<Somebody> {
  const admin = await newcomer('admin')
  await enter(admin)
  return admin
}

export async function sessionOf({ id }: Somebody): Promise<string> {
  const { rows } = await accountBook()
  return (await rows.sessionsOf(id, nowIso()))[0]?.id ?? ''
}

/** A second factor that waits for its first code. */
export async function beginFactor(): Promise<{ code: string; recoveryCodes: readonly string[] }> {
  const { auth } = await accountBook()
  const begun = await factor.beginFactor(auth, sentHeaders().get('cookie') ?? '', PASSWORD)
  const secret = new URL(begun?.uri ?? 'otpauth://none').searchParams.get('secret') ?? ''
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
  return { code, recoveryCodes: begun?.recoveryCodes ?? [] }
}

/** Answers its recovery codes. */
export async function turnFactorOn(): Promise<readonly string[]> {
  const { auth } = await accountBook()
  const { code, recoveryCodes } = await beginFactor()
  keep(await factor.confirmFactor(auth, sentHeaders().get('cookie') ?? '', code, FROM))
  return recoveryCodes
}

export async function tokenOf({ id }: Somebody): Promise<string> {
  const { hash: tokenHash, begins } = newToken()
  const tokenId = newId(16)
  const times = { createdAt: nowIso(), expiresAt: new Date(Date.now() + 3_600_000).toISOString() }
  const row = { id: tokenId, personId: id, name: 'dashboard', role: 'viewer', begins, hash: tokenHash }
  const { databaseUrl } = await holdfast()
  await writeAccounts(databaseUrl, { kind: 'token-made', token: { ...row, ...times }, most: 1_000 })
  const { name, role } = row
  const after = { token: tokenId, name, role, expiresAt: times.expiresAt, person: id }
  await tell({ kind: 'token-made', why: 'Somebody made an API token.', after })
  return tokenId
}

/** The audit misses who came without an event. */
const tell = async (happening: Happening): Promise<void> =>
  recordEvent((await holdfast()).engine.allocation, happening)
