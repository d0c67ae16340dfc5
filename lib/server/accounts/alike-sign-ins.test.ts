import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { hashOfPassword } from '@/lib/auth/sign-in'
import { signIn } from '@/lib/server/doors/account-doors'
import { writeAccounts } from '@/lib/testing/account-changes'
import { type AccountWorld, openAccountWorld, passwordFor } from '@/lib/testing/account-world'
import { accountBook } from './accounts'
import { tellTogether } from './refused-sign-ins'

/* Whether there is an account must not be told by the work that its refusal takes. It is counted, not timed. */

const work = { hashes: 0, statements: [] as string[] }

vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ set: () => undefined, delete: () => undefined }),
}))
vi.mock('better-auth/crypto', async (original) => {
  const crypto = await original<typeof import('better-auth/crypto')>()
  const counted =
    <A extends unknown[], R>(body: (...args: A) => R) =>
    (...args: A): R => {
      work.hashes += 1
      return body(...args)
    }
  return {
    ...crypto,
    hashPassword: counted(crypto.hashPassword),
    verifyPassword: counted(crypto.verifyPassword),
  }
})

let world: AccountWorld
let attempt = 0

beforeAll(async () => {
  world = await openAccountWorld((url) => {
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('HOLDFAST_OPEN', '0')
  })
  const { auth, isSetUp } = await accountBook()
  await world.add({ id: 'ada', role: 'admin' }, await hashOfPassword(auth, passwordFor('ada')))
  // Of somebody who signs in through a provider only.
  const person = { id: 'olu', name: 'Olu', email: 'olu@example.org', role: 'operator' }
  const credential = { kind: 'sign-on', providerId: 'example', subject: 'olu' } as const
  await writeAccounts(world.url, { kind: 'person-added', person, credential, at: '2026-01-01T00:00:00.000Z' })
  await isSetUp()
  const statement = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')) as Database.Statement
  for (const how of ['all', 'run', 'get', 'iterate'] as const) {
    const run = statement[how] as (...args: unknown[]) => never
    vi.spyOn(statement, how).mockImplementation(function (this: Database.Statement, ...args: unknown[]) {
      work.statements.push(this.source.replace(/\s+/g, ' ').slice(0, 40))
      return run.apply(this, args)
    })
  }
})
afterAll(async () => {
  vi.useRealTimers()
  await world.close()
})
beforeEach(async () => {
  // What is written after the answer is not part of the work before it, however slow this machine is.
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
  await world.client.signInThrottle.deleteMany()
  await tellTogether(true)
  world.told()
})

/** What one wrong password costs until it is answered. */
async function workOf(email: string) {
  attempt += 1
  Object.assign(work, { hashes: 0, statements: [] })
  const typed = { email, password: 'not the right one at all' }
  const answer = await world.asNobody(() => signIn(typed), `203.0.113.${attempt}`)
  const { hashes, statements } = work
  return { answer, hashes, commits: world.told().length, statements: [...statements].sort() }
}

describe('a wrong password', () => {
  it('takes the same work whether there is an account, one without a password, or none', async () => {
    for (const round of ['the first of a minute', 'one more']) {
      const [ada, olu, nobody] = [
        await workOf('ada@example.org'),
        await workOf('olu@example.org'),
        await workOf(`nobody${attempt}@example.org`),
      ]
      expect([round, nobody.hashes, nobody.commits]).toEqual([round, 1, 0])
      expect([round, ada]).toEqual([round, nobody])
      expect([round, olu]).toEqual([round, nobody])
    }
  })

  it('is told to the log all the same, once it is answered', async () => {
    await workOf('ada@example.org')
    await workOf('nobody@example.org')
    await tellTogether(true)
    // As part of the request that was refused, though that is over.
    expect(world.events.map(({ byRequest }) => byRequest)).toEqual(['request-1', 'request-1'])
    expect(world.told()).toEqual([
      'sign-in-refused: The e-mail or the password was wrong.',
      'sign-in-refused: The e-mail or the password was wrong.',
    ])
  })
})
