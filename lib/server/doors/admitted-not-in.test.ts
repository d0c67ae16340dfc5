import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Claims } from '@/lib/auth/sign-on-roles'
import type { Finished } from '@/lib/auth/single-sign-on'
import { onSessionsMoved } from '@/lib/server/accounts/sessions'
import { type AccountWorld, openAccountWorld, WITH_PROVIDER } from '@/lib/testing/account-world'
import { finishSignOn } from './sign-on-doors'

/* Who is let in by what the provider says, and gets a session of the library or none. */

const said = { groups: [] as string[], in: true }
vi.mock('@/lib/server/accounts/sign-on', async (original) => ({
  ...(await original<typeof import('@/lib/server/accounts/sign-on')>()),
  openSignOn: async () => ({
    async finish(
      _query: unknown,
      _cookie: unknown,
      _from: unknown,
      admit: (claims: Claims) => unknown,
    ): Promise<Finished> {
      await admit({ sub: 'olu', email: 'olu@example.org', email_verified: true, groups: said.groups })
      const cookies = new Headers()
      return said.in
        ? { ok: true, cookies, place: '/' }
        : { ok: false, problem: 'provider-error', cookies, place: null }
    },
  }),
}))

let world: AccountWorld

beforeAll(async () => {
  world = await openAccountWorld((url) => {
    for (const [name, value] of Object.entries({ DATABASE_URL: url, ...WITH_PROVIDER }))
      vi.stubEnv(name, value)
  })
})
beforeEach(async () => {
  await world.client.user.deleteMany()
  await world.add({ id: 'olu', role: 'viewer' })
  world.told()
})
afterAll(() => world.close())

async function comeBack(): Promise<string | null> {
  const headers = { cookie: 'holdfast.oauth_state=x' }
  const request = new Request('http://127.0.0.1:3000/api/sign-on/callback?code=x&state=y', { headers })
  const answer = await world.asNobody(() => finishSignOn(request))
  return answer.headers.get('location')
}

it('signed in is who has a session; what changed before is told by itself', async () => {
  let moved = 0
  const forget = onSessionsMoved(() => moved++)
  Object.assign(said, { groups: ['on-call'], in: false })
  expect(await comeBack()).toContain('problem=provider-error')
  const changed = [expect.stringMatching(/^sign-on-linked: /), 'role-changed: Example makes Olu operator.']
  expect([world.told(), moved]).toEqual([changed, 1])
  expect(await world.client.user.findMany()).toMatchObject([{ role: 'operator' }])

  said.in = true
  expect(await comeBack()).toBe('/')
  expect([world.told(), moved]).toEqual([['signed-in: Olu signed in with Example.'], 1])
  forget()
})
