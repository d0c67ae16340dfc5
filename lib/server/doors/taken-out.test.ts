import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Claims } from '@/lib/auth/sign-on-roles'
import { tellTogether } from '@/lib/server/accounts/refused-sign-ins'
import { onSessionsMoved } from '@/lib/server/accounts/sessions'
import { type AccountWorld, openAccountWorld, WITH_PROVIDER } from '@/lib/testing/account-world'
import { finishSignOn } from './sign-on-doors'

/* Who comes back from a provider that gives them no role any more. What the provider says is given here. */

const comes = { sub: '' }
vi.mock('@/lib/server/accounts/sign-on', async (original) => ({
  ...(await original<typeof import('@/lib/server/accounts/sign-on')>()),
  openSignOn: async () => ({
    finish: async (_query: unknown, _cookie: unknown, _from: unknown, admit: (claims: Claims) => unknown) => {
      await admit({ sub: comes.sub, groups: [] })
      return { ok: false, problem: 'not-admitted', cookies: new Headers(), place: null }
    },
  }),
}))

let world: AccountWorld

beforeAll(async () => {
  world = await openAccountWorld((url) => {
    for (const [name, value] of Object.entries({ DATABASE_URL: url, ...WITH_PROVIDER }))
      vi.stubEnv(name, value)
  })
  await world.add({ id: 'ada', role: 'admin' })
  await world.add({ id: 'olu', role: 'viewer' })
  const at = new Date()
  const { providerIdOf } = await import('@/lib/auth/provider-document')
  for (const userId of ['ada', 'olu'])
    await world.client.account.create({
      data: {
        ...{ id: `sign-on-${userId}`, userId, accountId: `subject of ${userId}` },
        ...{ providerId: providerIdOf(WITH_PROVIDER.HOLDFAST_OIDC_ISSUER), createdAt: at, updatedAt: at },
      },
    })
})
beforeEach(async () => {
  await world.client.session.deleteMany()
  for (const id of ['ada', 'olu']) await world.signIn(id, `session of ${id}`)
  world.told()
})
afterAll(() => world.close())

async function comeBack(who: string): Promise<string | null> {
  comes.sub = `subject of ${who}`
  const headers = { cookie: 'holdfast.oauth_state=x' }
  const request = new Request('http://127.0.0.1:3000/api/sign-on/callback?code=x&state=y', { headers })
  const answer = await world.asNobody(() => finishSignOn(request))
  await tellTogether(true)
  return new URL(answer.headers.get('location') ?? '', 'http://holdfast').searchParams.get('problem')
}

it('is out everywhere, and the log and open pages are told of it', async () => {
  let moved = 0
  const forget = onSessionsMoved(() => moved++)
  expect(await comeBack('olu')).toBe('no-role')
  forget()
  expect(moved).toBe(1)
  expect(await world.client.session.findMany({ select: { userId: true } })).toEqual([{ userId: 'ada' }])
  expect(world.told()).toEqual([
    'session-revoked: Example gives Olu no role any more: 1 session ended.',
    expect.stringContaining('The provider gives them no role.'),
  ])
})

it('keeps everything who is the only admin, and the refused sign-in says so', async () => {
  expect(await comeBack('ada')).toBe('no-role')
  expect(await world.client.session.count()).toBe(2)
  expect(world.told()).toEqual([expect.stringMatching(/^sign-in-refused: .*there is no other admin/)])
})
