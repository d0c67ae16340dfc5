import { describe, expect, it } from 'vitest'
import { isLocalHost, isOwnOrigin } from './own-origin'

const host = '127.0.0.1:3000'
const direct = { publicUrl: null }
const proxied = { publicUrl: 'https://holdfast.example.org' }

describe('where a request comes from', () => {
  it.each([
    ['http://127.0.0.1:3000', host, direct, true],
    ['http://localhost:3000', host, direct, false],
    ['http://127.0.0.1:3001', host, direct, false],
    ['https://evil.example', host, direct, false],
    ['http://127.0.0.1:3000.evil.example', host, direct, false],
    ['null', host, direct, false],
    ['', host, direct, false],
    ['http://127.0.0.1:3000', null, direct, false],
    ['http://holdfast.lan', 'holdfast.lan:80', direct, true],
    ['https://holdfast.lan', 'holdfast.lan:443', direct, true],
    ['https://holdfast.lan', 'holdfast.lan:80', direct, false],
    ['https://holdfast.example.org', host, proxied, true],
    ['http://holdfast.example.org', host, proxied, false],
    ['http://holdfast.example.org', 'holdfast.example.org', proxied, false],
    ['http://holdfast.example.org:8080', 'holdfast.example.org:8080', proxied, false],
    ['https://holdfast.example.org:8443', 'holdfast.example.org:8443', proxied, true],
    ['http://holdfast.lan', 'holdfast.lan', proxied, true],
    ['https://holdfast.example.org.evil.example', host, proxied, false],
  ])('%s at %s', (origin, at, ours, own) => {
    expect(isOwnOrigin({ origin, host: at }, ours, 'read')).toBe(own)
    expect(isOwnOrigin({ origin, host: at }, ours, 'change')).toBe(own)
  })

  it('may be left out of a read, not of a change', () => {
    expect(isOwnOrigin({ origin: null, host }, direct, 'read')).toBe(true)
    expect(isOwnOrigin({ origin: null, host }, direct, 'change')).toBe(false)
  })
})

it.each([
  ['127.0.0.1:3000', true],
  ['localhost', true],
  ['[::1]:3000', true],
  ['127.9.9.9', true],
  ['rebound.example:3000', false],
  ['127.0.0.1.evil.example', false],
  ['10.0.0.5:3000', false],
  ['', false],
  [null, false],
])('in the open mode the host %s is answered: %s', (host, local) => {
  expect(isLocalHost(host)).toBe(local)
})
