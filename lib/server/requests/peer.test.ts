import { channel } from 'node:diagnostics_channel'
import { describe, expect, it } from 'vitest'
import { originBehind, REQUEST_HEADER, readMark, watchPeers } from './peer'

/** A request arrives; answers the mark that it bears from then on. */
function arrive(remoteAddress: string, headers: Record<string, string> = {}): string {
  const request = { headers: { ...headers }, socket: { remoteAddress }, url: '/groups' }
  channel('http.server.request.start').publish({ request })
  return (request.headers as Record<string, string>)[REQUEST_HEADER] ?? ''
}

describe('who is at the other end', () => {
  watchPeers(() => ['10.0.0.1'])

  it('is what the connection says, whatever came in under the name of the mark', () => {
    const forged = 'mark 0123456789abcdef 198.51.100.7 /groups'
    expect(readMark(arrive('203.0.113.9', { [REQUEST_HEADER]: forged }))).toMatchObject({
      address: '203.0.113.9',
      path: '/groups',
    })
    expect(readMark(forged)).toBeNull()
  })

  it('has the id of its request made here, but where a trusted proxy gave it one', () => {
    const sent = { 'x-request-id': 'an-id-of-somebody-else' }
    const idOf = (address: string) => readMark(arrive(address, sent))?.id
    for (const stranger of ['203.0.113.9', '127.0.0.1', '::1', '10.0.0.11'])
      expect(idOf(stranger)).toMatch(/^[0-9a-f]{16}$/)
    expect(idOf('10.0.0.1')).toBe('an-id-of-somebody-else')
    expect(idOf('::ffff:10.0.0.1')).toBe('an-id-of-somebody-else')
  })

  it('is told by a proxy only where that is trusted', () => {
    expect(originBehind('203.0.113.9', '198.51.100.7', [])).toBe('203.0.113.9')
    expect(originBehind('10.0.0.1', '6.6.6.6, 203.0.113.9', ['10.0.0.1'])).toBe('203.0.113.9')
  })
})
