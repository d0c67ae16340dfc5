import fc from 'fast-check'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { logOptions } from './log'

const SECRET = 'hunter2-9f3a'

/** The line that is written. */
function written(...words: readonly unknown[]): string {
  let line = ''
  const log = pino(logOptions('info'), { write: (text: string) => (line += text) })
  ;(log.info as (...all: readonly unknown[]) => void)(...words)
  return line
}

describe('what is logged has no secret', () => {
  it.each([
    ['a header', { headers: { Authorization: `Bearer ${SECRET}`, 'x-other': 'kept' } }],
    ['a cookie', { request: { headers: { cookie: `session=${SECRET}`, 'set-cookie': [SECRET] } } }],
    ['a password', { values: { newPassword: SECRET, passphrase: SECRET } }],
    ['a token, deep in a list', { a: [{ b: { tokenHash: SECRET } }] }],
    ['a map', { of: new Map([['session', { secret: SECRET }]]) }],
    ['an error', { detail: new Error(`refused: password=${SECRET}&x=1`) }],
    ['an error with more to it', { detail: Object.assign(new Error('no'), { config: { apiKey: SECRET } }) }],
    ['the cause of an error', { detail: new Error('no', { cause: new Error(`token: ${SECRET}`) }) }],
    ['a link', { path: `/setup?token=${SECRET}&next=/groups` }],
    ['JSON in a text', { body: `{"name":"a","password":"${SECRET}"}` }],
    ['a header in a text', { curl: `-H "Authorization: Bearer ${SECRET}"` }],
  ])('in %s', (_, detail) => {
    const line = written(detail, 'it happened')
    expect(line).not.toContain(SECRET)
    expect(line).toContain('[left out]')
    expect(JSON.parse(line)).toMatchObject({ level: 30, msg: 'it happened' })
  })

  it('in the sentence itself, and in an error that is all there is', () => {
    expect(written(`asked with Bearer ${SECRET}`)).not.toContain(SECRET)
    expect(written(new Error(`secret=${SECRET}`))).toMatch(
      /"detail":\{"type":"Error","message":"secret=\[left out\]"/,
    )
  })

  it('whatever else stands around it', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('authorization', 'Cookie', 'PASSWORD', 'accessToken', 'client_secret', 'api-key'),
        fc.object({ maxDepth: 2 }),
        fc.integer({ min: 0, max: 8 }),
        (name, around, depth) => {
          let value: unknown = { ...around, [name]: SECRET }
          for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { inner: value }
          expect(written({ value })).not.toContain(SECRET)
        },
      ),
    ))
})

it('what is logged keeps what is no secret', () => {
  const line = JSON.parse(
    written({ detail: new Error('broken'), errorId: '12ab', counts: { live: 3 } }, 'action'),
  )
  expect(line).toMatchObject({
    msg: 'action',
    errorId: '12ab',
    counts: { live: 3 },
    detail: { message: 'broken' },
  })
  expect(line.detail.stack).toContain('log.test.ts')
})
