import { copyFileSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { readReset, setNewPassword } from '@/lib/server/doors/reset-doors'
import { auditFile } from '@/lib/storage/audit'
import { databaseFile, openDatabase } from '@/lib/storage/client'
import { KEPT_SECRET } from '@/lib/storage/kept-secret'
import { lockFile } from '@/lib/storage/process-lock'
import { openStore } from '@/lib/storage/store'
import { type AccountWorld, openAccountWorld } from '@/lib/testing/account-world'
import { dropFactors, makeAdminLink } from './way-back'

vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ set: () => undefined, delete: () => undefined }),
}))

const AT = new Date().toISOString()
const SECRET = 'k3Jx9vQ2mWz7Lr5TbY8nHc4PdF6sGa1E'
let world: AccountWorld
let file = ''

const forgetAccounts = () => delete (globalThis as Record<symbol, unknown>)[Symbol.for('holdfast.accounts')]

/** Ada is the admin, with a second factor that SECRET opens; Olu is an operator. Nobody has the file. */
beforeAll(async () => {
  world = await openAccountWorld((url) => {
    file = databaseFile(url)
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('HOLDFAST_OPEN', '0')
  })
  await world.add({ id: 'ada', role: 'admin' })
  await world.add({ id: 'olu', role: 'operator' })
  await world.signIn('ada', 'session-1')
  const { symmetricEncrypt } = await import('better-auth/crypto')
  const sealed = await symmetricEncrypt({ key: SECRET, data: 'the secret of an app' })
  await world.client.twoFactor.create({
    data: { id: 'f1', userId: 'ada', secret: sealed, backupCodes: sealed, verified: true },
  })
  await world.client.user.update({ where: { id: 'ada' }, data: { twoFactorEnabled: true } })
  await world.close()
  copyFileSync(file, `${file}.before`)
})
beforeEach(() => {
  forgetAccounts()
  copyFileSync(`${file}.before`, file)
})
afterEach(async () => {
  await openDatabase(world.url).close()
  for (const log of ['-wal', '-shm']) rmSync(`${file}${log}`, { force: true })
})

function rowsOf<T>(sql: string): T[] {
  const open = new Database(file, { readonly: true })
  try {
    return open.prepare(sql).all() as T[]
  } finally {
    open.close()
  }
}
const eventsIn = () =>
  rowsOf<{ kind: string; byId: string; why: string }>('SELECT "kind", "byId", "why" FROM "Event"')
const change = (sql: string) => {
  const open = new Database(file)
  open.exec(sql)
  open.close()
}
const linkOf = (email: string | null) => makeAdminLink({ database: file, email, at: AT })

it('a link for the only admin lets them choose a password and takes their factor away, once', async () => {
  const made = await linkOf(null)
  expect(made).toMatchObject({ person: { id: 'ada' }, hasFactor: true })
  expect(rowsOf('SELECT * FROM "TwoFactor"')).toHaveLength(1)
  expect(eventsIn()).toMatchObject([{ kind: 'password-reset-made', byId: 'terminal' }])
  expect(JSON.stringify([eventsIn(), rowsOf('SELECT * FROM "AccessLink"')])).not.toContain(made.token)

  forgetAccounts()
  const reset = { token: made.token, password: 'a long walk by the sea' }
  expect(await readReset(made.token)).toBe(true)
  expect(await world.asNobody(() => setNewPassword(reset))).toMatchObject({ ok: true })
  expect(await world.asNobody(() => setNewPassword(reset))).toMatchObject({ ok: false, kind: 'link-closed' })
  expect(rowsOf('SELECT * FROM "TwoFactor"')).toEqual([])
  expect(rowsOf('SELECT "twoFactorEnabled" AS "on" FROM "User" WHERE "id" = \'ada\'')).toEqual([{ on: 0 }])
  expect(world.told()).toEqual([
    'password-reset-used: Ada set a new password by a link; 1 session ended and 0 API tokens revoked; their second factor is off.',
  ])
})

it('the next link ends the one before, and the chain of events holds', async () => {
  const store = await openStore({ databaseUrl: world.url, now: () => AT })
  await store.close()
  const first = await linkOf('ADA@example.org')
  await linkOf('ada@example.org')
  const open = rowsOf<{ tokenHash: string }>('SELECT "tokenHash" FROM "AccessLink" WHERE "revokedAt" IS NULL')
  expect(open).toHaveLength(1)
  expect(auditFile(file, null).chain).toMatchObject({ count: 0, last: { seq: 2 } })
  forgetAccounts()
  expect(await readReset(first.token)).toBe(false)
})

it('is refused where it would help nobody, and while somebody else has the file', async () => {
  await expect(linkOf('eve@example.org')).rejects.toThrow('Nobody here has the e-mail eve@example.org.')
  await expect(linkOf('olu@example.org')).rejects.toThrow('Olu is operator here and no admin.')
  await expect(makeAdminLink({ database: `${file}.gone`, email: null, at: AT })).rejects.toThrow(
    'There is no database at',
  )
  const unlock = lockFile(file)
  await expect(linkOf(null)).rejects.toThrow('Another Holdfast process is using')
  unlock()
  change(`UPDATE "User" SET "role" = 'admin'`)
  await expect(linkOf(null)).rejects.toThrow('There are 2 admins (ada@example.org, olu@example.org).')
  change(`UPDATE "User" SET "role" = 'viewer'`)
  await expect(linkOf(null)).rejects.toThrow('Holdfast has no admin yet.')
  expect(eventsIn()).toEqual([])
})

it('second factors go that the secret does not open, and only those', async () => {
  const drop = (secret: string | null) => dropFactors({ database: file, secret, at: AT })
  expect(await drop(SECRET)).toEqual([])
  change(`REPLACE INTO "Meta" ("key", "value") VALUES ('${KEPT_SECRET}', '${SECRET}')`)
  expect(await drop(null)).toEqual([])
  expect(eventsIn()).toEqual([])
  expect(await drop('p7Qd2sNf8wKj4Zt6YhVb3XmRc9LgTa5U')).toMatchObject([{ id: 'ada' }])
  expect([rowsOf('SELECT * FROM "TwoFactor"'), rowsOf('SELECT * FROM "Session"')]).toEqual([[], []])
  expect(eventsIn()).toMatchObject([
    { kind: 'second-factor-off', byId: 'terminal', why: expect.stringContaining('1 session ended') },
  ])
})
