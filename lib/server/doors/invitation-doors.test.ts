import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cookiesOf } from '@/lib/auth/cookies'
import { hashOfPassword, signInByPassword } from '@/lib/auth/sign-in'
import { findLink, makeLink } from '@/lib/server/accounts/access-links'
import { accountBook } from '@/lib/server/accounts/accounts'
import { readAccount, readPeople } from '@/lib/server/reads/people'
import { type AccountWorld, openAccountWorld, passwordFor } from '@/lib/testing/account-world'
import { acceptInvitation } from './invitation-doors'
import { changePassword } from './own-doors'
import { makeResetLink } from './people-doors'
import { setNewPassword } from './reset-doors'

let cookie = ''
vi.mock('next/headers', () => ({ headers: async () => new Headers({ cookie }) }))

const ada = { id: 'ada', role: 'admin' } as const
const olu = { id: 'olu', role: 'operator' } as const
let world: AccountWorld

beforeAll(async () => {
  world = await openAccountWorld((url) => {
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('HOLDFAST_OPEN', '0')
    vi.stubEnv('HOLDFAST_OIDC_ISSUER', 'https://login.example.org')
    vi.stubEnv('HOLDFAST_OIDC_CLIENT_ID', 'holdfast')
    vi.stubEnv('HOLDFAST_OIDC_CLIENT_SECRET', 'only the two of us know it')
    vi.stubEnv('HOLDFAST_OIDC_NAME', 'Example')
    vi.stubEnv('HOLDFAST_OIDC_ONLY', '1')
  })
  const { auth } = await accountBook()
  await world.add(ada)
  await world.add(olu, await hashOfPassword(auth, passwordFor('olu')))
  const typed = { email: 'olu@example.org', password: passwordFor('olu') }
  const answer = await signInByPassword(auth, typed, { origin: '127.0.0.1', userAgent: null })
  const [one] = cookiesOf(answer ?? new Headers())
  cookie = `${one?.name}=${encodeURIComponent(one?.value ?? '')}`
})
afterAll(() => world.close())

const OFF = {
  ok: false,
  kind: 'passwords-off',
  message: 'Nobody signs in with a password here. Sign in with Example.',
}

describe('where nobody signs in with a password', () => {
  it('an invitation makes none, and stays for the provider to take', async () => {
    const token = await makeLink({
      kind: 'invitation',
      subject: 'eve@example.org',
      details: { role: 'admin' },
    })
    const typed = { token, name: 'Eve', password: 'five long words of hers' }
    expect(await world.asNobody(() => acceptInvitation(typed))).toMatchObject(OFF)
    expect(await world.client.user.count({ where: { email: 'eve@example.org' } })).toBe(0)
    expect(await findLink('invitation', token)).not.toBeNull()
  })

  it('a link that was made before sets none, and none is made', async () => {
    const token = await makeLink({ kind: 'reset', subject: 'olu' })
    const before = await world.client.account.findMany()
    const asked = { token, password: 'five long words of his' }
    expect(await world.asNobody(() => setNewPassword(asked))).toMatchObject(OFF)
    expect(await world.as(ada, () => makeResetLink('olu'))).toMatchObject(OFF)
    expect(await world.client.accessLink.count({ where: { kind: 'reset' } })).toBe(1)
    expect(await world.client.account.findMany()).toEqual(before)
  })

  it('nobody changes one, and both pages say by whom to sign in', async () => {
    const before = await world.client.account.findMany()
    const values = { present: passwordFor('olu'), password: 'five long words of his' }
    expect(await world.as(olu, () => changePassword(values))).toMatchObject(OFF)
    expect(await world.client.account.findMany()).toEqual(before)
    expect(await world.as(olu, readAccount)).toMatchObject({ passwordsOff: 'Example' })
    expect(await world.as(ada, readPeople)).toMatchObject({ passwordsOff: 'Example' })
  })
})
