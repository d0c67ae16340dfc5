import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { LONGEST_IMPORT, LONGEST_REQUEST } from '@/lib/api/limits'
import { apiPaths } from '@/lib/api/paths'
import { guardRequests, obstacleOf } from './guard-requests'
import { watchRequests } from './open-requests'
import { REQUEST_HEADER, readMark, watchPeers } from './peer'
import { note, notePage } from './request-log'

/** What stands for Next: it reads the body, and fails at one that begins with an exclamation mark. */
const reached: string[] = []
const server = createServer(async (request: IncomingMessage, response) => {
  let body = ''
  for await (const piece of request) body += piece
  reached.push(`${request.method} ${request.url} ${body.length}`)
  const { id = '' } = readMark(String(request.headers[REQUEST_HEADER])) ?? {}
  if (body.endsWith('at an action')) note(id, { door: 'applyCommand' })
  if (body.endsWith('at a page')) notePage(id, null)
  response.statusCode = body.startsWith('!') || request.url === '/bug' ? 500 : 200
  response.end('answered')
})
let url = ''

/** What the log is told of them. */
const told: [door: string | null, status: number][] = []

beforeAll(async () => {
  watchPeers(() => [])
  watchRequests({ clock: () => 0, ended: ({ door, status }) => told.push([door, status]) })
  guardRequests()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function post(path: string, body: BodyInit, more: RequestInit = {}) {
  reached.length = 0
  const answer = await fetch(url + path, { method: 'POST', body, ...more })
  return { status: answer.status, text: await answer.text(), headers: answer.headers, reached: [...reached] }
}

const bytes = (length: number) => new Uint8Array(length)

it('parts of a page that cannot be taken apart are the sender’s fault', () => {
  const asked = (parts: string) =>
    obstacleOf({ method: 'GET', url: '/groups', headers: { 'next-router-state-tree': parts } })?.status
  const state = encodeURIComponent('["",{"children":["__PAGE__",{}]},null,null]')
  expect([state, '%', 'no', '%7B%7D', `["${'x'.repeat(40_000)}"]`].map(asked)).toEqual([
    undefined,
    ...[400, 400, 400, 400],
  ])
})

it.each(['*', 'http://elsewhere.example/groups', 'groups', '', undefined])('%s is no path', (url) => {
  expect(obstacleOf({ method: 'GET', url, headers: {} })?.status).toBe(400)
})

it('an action without arguments is none', () => {
  const asked = (headers: Record<string, string>) =>
    obstacleOf({ method: 'POST', url: '/groups', headers: { 'next-action': '00', ...headers } })?.status
  expect([asked({}), asked({ 'content-length': '0' }), asked({ 'content-length': '2' })]).toEqual([
    ...[400, 400, undefined],
  ])
  expect(obstacleOf({ method: 'POST', url: '/groups', headers: {} })).toBeNull()
})

describe('what is too long', () => {
  it('is turned away with a sentence before anybody reads it, and the connection serves on', async () => {
    const answer = await post('/groups', bytes(LONGEST_REQUEST + 1))
    expect(answer).toMatchObject({ status: 413, reached: [] })
    expect(answer.text).toBe(
      'This has 4.1 MB, and 4 MB is the most that is read at once. Send less of it at a time.',
    )
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await post('/groups', bytes(LONGEST_REQUEST))).toMatchObject({ status: 200 })
  })

  it('is JSON to programs', async () => {
    const { status, text } = await post('/api/groups', bytes(LONGEST_REQUEST + 1))
    expect([status, JSON.parse(text)]).toEqual([
      413,
      { message: expect.stringContaining('4 MB is the most') },
    ])
  })

  it('is more where files are imported, and there only', async () => {
    expect(await post(`${apiPaths.imports()}?x=1`, bytes(LONGEST_REQUEST + 1))).toMatchObject({ status: 200 })
    expect(await post(`${apiPaths.imports()}/x`, bytes(LONGEST_REQUEST + 1))).toMatchObject({ status: 413 })
    const asked = (length: number) =>
      obstacleOf({ method: 'POST', url: apiPaths.imports(), headers: { 'content-length': String(length) } })
    expect([asked(LONGEST_IMPORT), asked(LONGEST_IMPORT + 1)?.status]).toEqual([null, 413])
  })

  it('cannot hide its length', async () => {
    const stream = new ReadableStream({
      start(out) {
        out.enqueue(bytes(8))
        out.close()
      },
    })
    const answer = await post('/groups', stream, { duplex: 'half' } as RequestInit)
    expect(answer).toMatchObject({ status: 411, reached: [] })
  })
})

it.each(['TRACE', 'PROPFIND', undefined])('the method %s is not let in', (method) => {
  expect(obstacleOf({ method, url: '/groups', headers: {} })?.status).toBe(405)
  expect(obstacleOf({ method: 'GET', url: '/groups', headers: {} })).toBeNull()
})

describe('a failure', () => {
  it('before any door, where a change was asked for, is put down to its body', async () => {
    expect(await post('/groups', '!')).toMatchObject({ status: 400, text: 'answered' })
    expect(await post('/api/auth', '!')).toMatchObject({ status: 500 })
    expect((await fetch(`${url}/bug`)).status).toBe(500)
  })

  it.each([
    ['applyCommand', '! at an action'],
    ['page', '! at a page'],
  ])('that comes after the door %s stays ours, in the log, too', async (door, body) => {
    told.length = 0
    expect(await post('/groups', body)).toMatchObject({ status: 500 })
    await vi.waitFor(() => expect(told).toEqual([[door, 500]]))
  })
})
