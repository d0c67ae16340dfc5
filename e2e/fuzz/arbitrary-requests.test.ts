import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  computeCacheBustingSearchParam,
  computeLegacyCacheBustingSearchParam,
} from 'next/dist/shared/lib/router/utils/cache-busting-search-param.js'
import { expect, it } from 'vitest'
import { PARTS_HAD } from '@/lib/server/requests/parts-had'
import { sendRaw } from '../raw-requests'
import { arbitraryRequests } from './arbitrary-requests'

const text = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : value)

/** What Next compares before it reads any of these headers; what is not so it answers with 307. */
async function isRead(url: string, headers: IncomingHttpHeaders): Promise<boolean> {
  const mark = new URL(url, 'http://localhost').searchParams.get('_rsc')
  const sent = text(headers['next-router-prefetch'])
  const prefetch = sent === '1' || sent === '2' || sent === '3' ? sent : undefined
  const segment = headers['next-router-segment-prefetch'] || undefined
  const asked = [prefetch, segment, headers[PARTS_HAD], headers['next-url']] as const
  return (
    mark === (await computeCacheBustingSearchParam(...asked)) ||
    mark === computeLegacyCacheBustingSearchParam(...asked)
  )
}

it('what says which parts of a page it has is read, as it arrives', async () => {
  const seen: boolean[] = []
  const server = createServer(async ({ url = '', headers }, answer) => {
    seen.push(await isRead(url, headers))
    answer.end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const requests = await arbitraryRequests(300, 7, `127.0.0.1:${port}`, ['0'.repeat(42)])
  const ours = requests.filter((one) => one.includes(`\r\n${PARTS_HAD}: `))
  await Promise.all(ours.map((one) => sendRaw(port, one, 5_000)))
  await new Promise((done) => server.close(done))
  expect(ours.length).toBeGreaterThan(60)
  // Some are no requests to Node: a header as large as that, or one that it cannot take apart.
  expect(seen.length).toBeGreaterThan(ours.length * 0.9)
  expect(seen.filter((read) => !read)).toEqual([])
})
