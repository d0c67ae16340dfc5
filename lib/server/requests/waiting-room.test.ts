import { subscribe } from 'node:diagnostics_channel'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, it, vi } from 'vitest'
import { letIn } from './let-in'

it('what comes before anybody judges requests waits, and is judged then', async () => {
  await import('./waiting-room.mjs')
  const answered: string[] = []
  const server = createServer((request: IncomingMessage, response) => {
    answered.push(`${request.url} by ${request.headers.judge ?? 'nobody'}`)
    response.end('answered')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const came: string[] = []
  server.prependListener('connection', (socket) => came.push(String(socket.remotePort)))
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text()

  const early = [ask('/first'), ask('/second')]
  const gone = connect(port, '127.0.0.1', () => gone.write('GET /gone HTTP/1.1\r\nHost: x\r\n\r\n'))
  await vi.waitFor(() => expect(came).toHaveLength(3))
  await new Promise<void>((closed) => {
    gone.once('close', closed)
    gone.destroy()
  })
  await vi.waitFor(async () => {
    const count = await new Promise((done) => server.getConnections((_error, found) => done(found)))
    expect(count).toBe(2)
  })
  expect(answered).toEqual([])

  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers.judge = 'us'
  })
  letIn()
  expect(await Promise.all(early)).toEqual(['answered', 'answered'])
  expect(await ask('/third')).toBe('answered')
  expect(answered.sort()).toEqual(['/first by us', '/second by us', '/third by us'])
  letIn()
  expect(await ask('/fourth')).toBe('answered')
  server.close()
})

it('where there is no waiting room, nobody is let in', () => {
  delete (globalThis as { [key: symbol]: unknown })[Symbol.for('holdfast.waiting-room')]
  expect(() => letIn()).not.toThrow()
})
