import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { SignOnProblem } from '@/lib/domain/account-refusal'
import { finishSignOn } from '@/lib/server/doors/sign-on-doors'
import { type AccountWorld, openAccountWorld } from '@/lib/testing/account-world'
import { countAttempt } from './sign-in-throttle'

/* Who comes back from the provider without coming in is counted for the address, as wrong passwords are, and apart. */

const FREE = 30
const BEGAN = 'theme=dark; holdfast.oauth_state=what%20only%20we%20can%20read'
const provider = { asked: 0, problem: null as SignOnProblem | null }

vi.mock('./sign-on', async (original) => ({
  ...(await original<typeof import('./sign-on')>()),
  openSignOn: async () => ({
    finish: async () => {
      provider.asked += 1
      const { problem } = provider
      const cookies = new Headers()
      return problem ? { ok: false, problem, cookies, place: null } : { ok: true, cookies, place: '/groups' }
    },
  }),
}))

let world: AccountWorld

beforeAll(async () => {
  world = await openAccountWorld((url) => {
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('HOLDFAST_OPEN', '0')
    vi.stubEnv('HOLDFAST_OIDC_ISSUER', 'https://login.example.org')
    vi.stubEnv('HOLDFAST_OIDC_CLIENT_ID', 'holdfast')
    vi.stubEnv('HOLDFAST_OIDC_CLIENT_SECRET', 'only the two of us know it')
  })
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.client.signInThrottle.deleteMany()
  Object.assign(provider, { asked: 0, problem: 'over' })
})

/** Where it leads, and whether the provider was asked for it. */
async function comeBack(origin = '203.0.113.9', query = 'code=x&state=y', cookie: string | null = BEGAN) {
  const before = provider.asked
  const headers: HeadersInit = cookie === null ? {} : { cookie }
  const request = new Request(`http://127.0.0.1:3000/api/sign-on/callback?${query}`, { headers })
  const answer = await world.asNobody(() => finishSignOn(request), origin)
  expect(answer.status).toBe(303)
  const to = new URL(answer.headers.get('location') ?? '', 'http://holdfast').searchParams.get('problem')
  return [to, provider.asked - before]
}

it('after thirty failures from one address nothing is asked for it any more, and others go on', async () => {
  for (let at = 0; at < FREE; at++) expect(await comeBack()).toEqual(['over', 1])
  expect(await comeBack()).toEqual(['must-wait', 0])
  provider.problem = null
  expect(await comeBack()).toEqual(['must-wait', 0])
  expect(await comeBack('203.0.113.10')).toEqual([null, 1])
})

it('who comes in is not counted, nor is what the provider is to blame for', async () => {
  for (const problem of [null, 'unreachable', 'not-accepted'] as const) {
    provider.problem = problem
    for (let at = 0; at < FREE + 2; at++) expect(await comeBack()).toEqual([problem, 1])
  }
  expect(await world.client.signInThrottle.count()).toBe(0)
})

it('what somebody merely says of the provider counts against them', async () => {
  provider.problem = 'unreachable'
  for (let at = 0; at < FREE; at++) await comeBack('203.0.113.9', 'error=temporarily_unavailable&state=y')
  expect(await comeBack()).toEqual(['must-wait', 0])
})

it.each([null, 'theme=dark', 'holdfast.oauth_state=', 'nholdfast.oauth_state=x'])(
  'who began no sign-on is counted nowhere, however often a page of another site makes them come: %j',
  async (cookie) => {
    for (let at = 0; at < FREE + 2; at++)
      expect(await comeBack('203.0.113.9', 'code=x&state=y', cookie)).toEqual(['over', 0])
    expect(await world.client.signInThrottle.count()).toBe(0)
    const secure = '__Secure-holdfast.oauth_state=x'
    expect(await comeBack('203.0.113.9', 'code=x&state=y', secure)).toEqual(['over', 1])
  },
)

it('what fails on the way back from the provider leaves passwords of the same network alone', async () => {
  for (let at = 0; at < FREE + 2; at++) await comeBack()
  expect(await comeBack()).toEqual(['must-wait', 0])
  const password = (n: number) => ({ email: `olu${n}@example.org`, origin: '203.0.113.9' })
  for (let at = 0; at < FREE; at++) expect(await countAttempt(password(at))).toBeNull()
  expect(await countAttempt(password(FREE))).toMatchObject({ of: 'address' })
})
