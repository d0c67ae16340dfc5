import { afterEach, expect, it, vi } from 'vitest'
import { ReadError } from '@/lib/api/queries'
import { makeQueryClient } from './query-client'
import { isSignedOut, replacesSession } from './signed-out'

const answered = (status: number) => vi.fn(async () => new Response(null, { status }))

/** A read that the server refuses to nobody, so often, and answers then. */
function refusedRead(client: ReturnType<typeof makeQueryClient>, times: number) {
  const read = vi.fn(async () => {
    if (read.mock.calls.length <= times) throw new ReadError(401, 'Sign in.')
    return 'the account'
  })
  const asked = client.fetchQuery({ queryKey: ['account'], queryFn: read }).catch(() => null)
  return { read, asked }
}

afterEach(() => vi.unstubAllGlobals())

it('a read of the session that an action replaced waits for the new one and is asked again', async () => {
  vi.stubGlobal('window', {})
  const me = answered(200)
  vi.stubGlobal('fetch', me)
  let answer = (_: string) => {}
  const replaced = replacesSession(new Promise<string>((done) => (answer = done)))
  const client = makeQueryClient()
  const { read, asked } = refusedRead(client, 1)
  await asked
  expect(me).not.toHaveBeenCalled()
  answer('a new session')
  await replaced
  await vi.waitFor(() => expect(me).toHaveBeenCalledOnce())
  await vi.waitFor(() => expect(client.getQueryData(['account'])).toBe('the account'))
  expect(read).toHaveBeenCalledTimes(2)
  expect(isSignedOut()).toBe(false)
})

it('a session that ended elsewhere leads to the login', async () => {
  vi.stubGlobal('window', {})
  vi.stubGlobal('fetch', answered(401))
  const { read, asked } = refusedRead(makeQueryClient(), 9)
  await asked
  await vi.waitFor(() => expect(isSignedOut()).toBe(true))
  expect(read).toHaveBeenCalledOnce()
})
