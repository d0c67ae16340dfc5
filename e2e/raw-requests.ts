import { connect } from 'node:net'
import fc from 'fast-check'
import { pageFailure } from './page-failure'

/*
 * Requests that no browser sends, written to the connection byte by byte: odd methods, paths, headers and lengths, and
 * bodies that are no arguments of an action. What is asked for stays the same for the same seed.
 */

const METHODS = [
  'GET',
  'POST',
  'POST',
  'POST',
  'HEAD',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'TRACE',
  'FOO',
  '',
]

const PATHS = [
  ...[
    '/groups',
    '/',
    '/api/groups',
    '/api/imports',
    '/api/stream',
    '/_next/static/x.js',
    '/login',
    '/favicon.ico',
  ],
  ...[
    '/%',
    '/%00',
    '/%ZZ',
    '/api/%ZZ',
    '/..%2f..%2fetc/passwd',
    '//evil.example/',
    '/groups/%F0%28',
    '*',
    'x',
  ],
  ...[
    'http://evil.example/groups',
    '/api/groups/__proto__',
    '/api/groups?'.padEnd(9_000, 'a=1&'),
    '/a'.repeat(900),
  ],
  ...[
    '/_next/data/x/groups.json',
    '/_next/image?url=http://evil.example/a.png&w=64&q=75',
    '/groups?_rsc=1',
    '/\ufffd',
  ],
]

const HEADERS = [
  ...['rsc: 1', 'next-router-prefetch: 1', 'next-router-state-tree: %7B', 'next-router-state-tree: ["",{}]'],
  ...[
    'accept: text/x-component',
    'x-middleware-subrequest: proxy',
    'x-nonce: "><script>',
    'x-forwarded-host: evil',
  ],
  ...[
    'x-forwarded-proto: https',
    'origin: null',
    'origin: http://evil.example',
    'cookie: a=%; =b; __proto__=1',
  ],
  ...[
    'content-type: multipart/form-data; boundary=x',
    'content-type: multipart/form-data',
    'content-type: \u0001',
  ],
  ...[
    'content-type: application/x-www-form-urlencoded',
    'range: bytes=9-1',
    'if-none-match: *',
    'expect: 100-continue',
  ],
  ...[
    'transfer-encoding: chunked',
    'transfer-encoding: chunked, gzip',
    'content-length: 9999999999',
    'upgrade: websocket',
  ],
  ...[
    'last-event-id: 1e999',
    'accept-language: *',
    'te: trailers',
    `x-long: ${'y'.repeat(9_000)}`,
    'bad header',
  ],
]

const BODIES = [
  ...[
    '',
    '[]',
    '[',
    'null',
    '{}',
    '["$undefined"]',
    '["$K1"]',
    '["$F1"]',
    '["$h1"]',
    '["$1:__proto__:then"]',
  ],
  ...['[{"then":"$1:constructor"}]', '["$@0"]', '["$B1"]', '["$Q1"]', '["$n99999999999999999999"]', '\0\0\0'],
  ...[
    '--x\r\ncontent-disposition: form-data; name="0"\r\n\r\n["$K1"]\r\n--x--\r\n',
    '--x\r\n\r\n',
    '5\r\nhello\r\n0\r\n\r\n',
  ],
  ...[
    '--x\r\ncontent-disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x--\r\n',
    '--x\r\ncontent-disposition: form-data; name="$ACTION_ID_00"\r\n\r\n\r\n--x--\r\n',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    JSON.stringify(Array(1_100).fill(1)),
    '["\ud800"]',
    `["${'x'.repeat(100_000)}"]`,
  ],
]

/** Any UTF-16. A string of fast-check's own with every sign there is takes seconds to prepare. */
const text = fc
  .array(fc.oneof(fc.nat({ max: 0x7f }), fc.nat({ max: 0xffff })), { maxLength: 200 })
  .map((units) => String.fromCharCode(...units))

/** `actions`: ids of real ones. */
export function rawRequests(count: number, seed: number, host: string, actions: readonly string[]): string[] {
  const action = fc.constantFrom(...actions, ...actions, '00', 'toString', '__proto__', 'f'.repeat(42), '')
  const arbitrary = fc
    .record({
      method: fc.constantFrom(...METHODS),
      path: fc.oneof(fc.constantFrom(...PATHS), fc.constantFrom('/groups', '/settings')),
      action: fc.option(action),
      headers: fc.subarray(HEADERS, { maxLength: 3 }),
      body: fc.oneof(fc.constantFrom(...BODIES), fc.json(), text),
      host: fc.constantFrom(host, host, host, host, 'evil.example', ''),
      saysLength: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ method, path, action: id, headers, body, host: name, saysLength }) => {
      const length =
        saysLength === 0 ? [] : [`content-length: ${Buffer.byteLength(body) + (saysLength === 1 ? 1 : 0)}`]
      const own = headers.some((one) => /^(transfer|content-length)/.test(one)) ? [] : length
      const called = id === null ? [] : [`next-action: ${id}`]
      const origin = headers.some((one) => one.startsWith('origin')) ? [] : [`origin: http://${host}`]
      const head = [`${method} ${path} HTTP/1.1`, `host: ${name}`, ...called, ...origin, ...own, ...headers]
      return `${head.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`
    })
  return fc.sample(arbitrary, { numRuns: count, seed })
}

/** What was answered; nothing where the connection was closed, or had no more to say for `patience` milliseconds. */
export function sendRaw(port: number, text: string, patience: number): Promise<string> {
  return new Promise((done) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const over = () => {
      socket.destroy()
      done(answer)
    }
    // A request that promises more than it brings is waited for; a stream has no end.
    socket.setTimeout(patience, over)
    socket.on('data', (piece) => {
      answer += piece
    })
    socket.on('error', over)
    socket.on('close', over)
  })
}

/** An answer that blames the server, or tells of its inside. */
export function rawProblem(answer: string): string | null {
  // "100 Continue" is said before the answer.
  const last = answer.replace(/^HTTP\/1\.1 1\d\d [^\r]*\r\n\r\n/, '')
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(last)?.[1] ?? 0)
  if (status >= 500) return `${status}`
  // Where a body is turned away, Next writes its failure at that body as one of the page.
  if (status < 400 && pageFailure(answer) !== null) return `${status} with a page that failed`
  return /\n\s+at .*\(?(\/|node:)|node_modules/.test(answer) ? `${status} with a stack` : null
}
