import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newToken, roleOfToken, shownToken, tokenState } from './api-token'
import { ROLES } from './roles'

describe('a token', () => {
  it('is 256 random bits with a prefix, and what is kept does not tell it', () => {
    const { token, hash, begins } = newToken()
    expect(token).toMatch(/^hf_[\w-]{43}$/)
    expect(Buffer.from(token.slice(3), 'base64url')).toHaveLength(32)
    expect(hash).toBe(createHash('sha256').update(token).digest('hex'))
    expect(token.startsWith(begins)).toBe(true)
    expect(begins).toHaveLength(8)
    expect(newToken().token).not.toBe(token)
  })

  it.each(['Bearer ', 'bearer ', 'BEARER   '])('is shown after "%s"', (word) => {
    const { token, hash } = newToken()
    expect(shownToken(word + token)).toEqual({ hash })
  })

  it.each(['Bearer hf_', 'Bearer hf_short', `Bearer hf_${'é'.repeat(43)}`])(
    'is not what "%s" shows, and that is an attempt all the same',
    (header) => expect(shownToken(header)).toEqual({ hash: null }),
  )

  it.each([
    null,
    '',
    'Bearer',
    'Basic YWRhOmFkYQ==',
    'hf_nothing',
    'Bearerhf_',
    'Bearer eyJhbGciOiJub25lIn0',
  ])('is not shown by %s', (header) => {
    expect(shownToken(header)).toBeNull()
  })

  it('never may more than its owner may now', () => {
    for (const token of ROLES)
      for (const owner of ROLES) {
        const role = roleOfToken(token, owner)
        expect(ROLES.indexOf(role)).toBe(Math.min(ROLES.indexOf(token), ROLES.indexOf(owner)))
      }
  })

  it('is over at its moment, and when it is revoked', () => {
    const token = { expiresAt: '2026-02-01T00:00:00.000Z', revokedAt: null }
    const end = Date.parse(token.expiresAt)
    expect([end - 1, end].map((now) => tokenState(token, now))).toEqual(['live', 'expired'])
    expect(tokenState({ ...token, revokedAt: '2026-01-01T00:00:00.000Z' }, end - 1)).toBe('revoked')
  })
})
