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
  watchPeers()

  it('is what the connection says, whatever came in under the name of the mark', () => {
    const forged = 'mark 0123456789abcdef 198.51.100.7 /groups'
    expect(readMark(arrive('203.0.113.9', { [REQUEST_HEADER]: forged }))).toMatchObject({
      address: '203.0.113.9',
      path: '/groups',
    })
    expect(readMark(forged)).toBeNull()
  })

  it('is told by a proxy only where that is trusted', () => {
    expect(originBehind('203.0.113.9', '198.51.100.7', [])).toBe('203.0.113.9')
    expect(originBehind('10.0.0.1', '6.6.6.6, 203.0.113.9', ['10.0.0.1'])).toBe('203.0.113.9')
  })
})
