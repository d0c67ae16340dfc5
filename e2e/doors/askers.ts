import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import type { Role } from '@/lib/auth/roles'
import { PEOPLE } from '../people'
import { ask, callAction } from './ask'

/** Who knocks: what their requests carry, and which role that is; null: none that counts. */
export type Knocking = {
  readonly name: string
  readonly role: Role | null
  readonly headers: Readonly<Record<string, string>>
  /** Whether a browser would say that the request is from our own pages. */
  readonly from: 'own' | 'foreign' | 'none'
  /** Whether what it shows is a token, and one that counts. */
  readonly token?: 'right' | 'wrong'
}

const FOREIGN = 'http://evil.example'

/** A session of their own, by the door that a browser uses. */
export async function sessionOf(url: string, role: Role): Promise<string> {
  const { email, password } = PEOPLE[role]
  const headers = { origin: url }
  const { answer } = await callAction(url, 'signIn', { args: [{ email, password }], headers })
  const [cookie] = answer.cookies.map((one) => one.split(';')[0] ?? '')
  if (!cookie) throw new Error(`${email} could not sign in: ${answer.status} ${answer.body.slice(0, 200)}`)
  return cookie
}

/** One of each kind that a door must tell apart. */
export async function everyKnocking(url: string, databaseFile: string): Promise<Knocking[]> {
  const cookies = {
    viewer: await sessionOf(url, 'viewer'),
    operator: await sessionOf(url, 'operator'),
    admin: await sessionOf(url, 'admin'),
  }
  const { admin } = cookies
  const own = { origin: url }
  const signed: Knocking[] = (['viewer', 'operator', 'admin'] as const).map((role) => ({
    ...{ name: role, role, from: 'own', headers: { ...own, cookie: cookies[role] } },
  }))
  const nobody = Object.entries<Knocking['headers']>({
    nobody: {},
    'an expired session': { cookie: expired(databaseFile, await sessionOf(url, 'admin')) },
    'a revoked session': { cookie: await revoked(url) },
    'a session with another signature': { cookie: admin.replace(/.{6}$/, 'AAAA%3D') },
    'a session without signature': { cookie: admin.replace(/\..*$/, '') },
    'a made-up session': { cookie: 'holdfast.session_token=admin' },
  }).map(([name, headers]): Knocking => ({ name, role: null, from: 'own', headers: { ...own, ...headers } }))
  const elsewhere = Object.entries<Knocking['headers']>({
    'an admin from a foreign page': { origin: FOREIGN },
    'an admin from a page without origin': { origin: 'null' },
    'an admin from a foreign page that names another host': {
      origin: FOREIGN,
      'x-forwarded-host': 'evil.example',
    },
  }).map(
    ([name, headers]): Knocking => ({
      name,
      role: 'admin',
      from: 'foreign',
      headers: { ...headers, cookie: admin },
    }),
  )
  const silent: Knocking = {
    name: 'an admin who says no origin',
    role: 'admin',
    from: 'none',
    headers: { cookie: admin },
  }
  return [...signed, ...nobody, ...elsewhere, silent, ...(await tokens(url, databaseFile, cookies))]
}

/** Its time is over; it was never used before, so nobody remembers it. */
function expired(databaseFile: string, cookie: string): string {
  const token = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0]
  const database = new Database(databaseFile, { timeout: 10_000 })
  const { changes } = database
    .prepare('UPDATE "Session" SET "expiresAt" = ? WHERE "token" = ?')
    .run('2020-01-01T00:00:00.000+00:00', token)
  database.close()
  if (changes !== 1) throw new Error('There was no session to expire')
  return cookie
}

/** Signed out, in another tab. */
async function revoked(url: string): Promise<string> {
  const cookie = await sessionOf(url, 'admin')
  const { outcome } = await callAction(url, 'signOut', {
    headers: { origin: url, cookie },
  })
  if (outcome !== 'ok') throw new Error(`Signing out answered ${outcome}`)
  return cookie
}

/** By the door that a browser uses, for whoever has this session. */
export async function tokenOf(url: string, cookie: string, role: Role): Promise<string> {
  const args = [{ name: `for ${role}`, role, days: 7 }]
  const headers = { origin: url, cookie }
  const made = await callAction(url, 'makeToken', { args, headers })
  if (made.outcome !== 'ok') throw new Error(`Making a token answered ${made.outcome}`)
  return (made.value as { token: string }).token
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

async function tokens(url: string, databaseFile: string, cookies: Record<Role, string>): Promise<Knocking[]> {
  const right: Knocking[] = []
  for (const role of ['viewer', 'operator', 'admin'] as const) {
    const headers = { origin: url, ...bearer(await tokenOf(url, cookies[role], role)) }
    right.push({ name: `a token of the ${role}`, role, from: 'own', token: 'right', headers })
    // One that was right before is looked at however many wrong ones come from the same address.
    await ask(url, '/api/me', { headers })
  }
  const lesser = await tokenOf(url, cookies.admin, 'viewer')
  const beside = { origin: url, cookie: cookies.admin, ...bearer(lesser) }
  await ask(url, '/api/me', { headers: beside })
  right.push({
    name: 'a viewer’s token beside an admin’s session',
    role: 'viewer',
    from: 'own',
    token: 'right',
    headers: beside,
  })
  const [over, ended] = [
    await tokenOf(url, cookies.admin, 'admin'),
    await tokenOf(url, cookies.admin, 'admin'),
  ]
  await endTokens(url, databaseFile, cookies.admin, { over, ended })
  const wrong = Object.entries({
    'an expired token': bearer(over),
    'a revoked token': bearer(ended),
    'a made-up token': bearer(`hf_${'A'.repeat(43)}`),
    'what only begins like a token': bearer('hf_'),
    'a revoked token beside an admin’s session': { ...bearer(ended), cookie: cookies.admin },
  }).map(
    ([name, headers]): Knocking => ({
      ...{ name, role: null, from: 'own', token: 'wrong', headers: { origin: url, ...headers } },
    }),
  )
  return [...right, ...wrong]
}

async function endTokens(
  url: string,
  databaseFile: string,
  cookie: string,
  { over, ended }: { over: string; ended: string },
): Promise<void> {
  const database = new Database(databaseFile, { timeout: 10_000 })
  const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
  const { id } = database.prepare('SELECT "id" FROM "ApiToken" WHERE "hash" = ?').get(hashOf(ended)) as {
    id: string
  }
  const { changes } = database
    .prepare('UPDATE "ApiToken" SET "expiresAt" = ? WHERE "hash" = ?')
    .run('2026-01-01T00:00:00.000Z', hashOf(over))
  database.close()
  const { outcome } = await callAction(url, 'revokeToken', {
    args: [id],
    headers: { origin: url, cookie },
  })
  if (changes !== 1 || outcome !== 'ok') throw new Error(`Revoking a token answered ${outcome}`)
}
