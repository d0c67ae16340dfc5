import { beforeAll, describe, expect, it } from 'vitest'
import { passwordProblem } from './password-rules'
import { commonPasswords } from './well-known-passwords'

const about = { email: 'ada.lovelace@example.org' }

describe('a password', () => {
  let common: ReadonlySet<string> = new Set()
  beforeAll(async () => {
    common = await commonPasswords()
  })
  const problemOf = (password: string) => passwordProblem(password, about, (word) => common.has(word))

  it.each([
    'correct horse battery staple',
    'die Katze saß auf der Mauer',
    'пятнадцать символов тут',
    '密码可以是任何语言写成的一句话吗当然',
    '🦊🐙🦉🐢🦁🐝🦋🐳🦔🐧🦜🐸🦩🐞🐌',
    '               a b c d e f g',
    '836294710395827',
    `${'a long passphrase of words, '.repeat(8)}x`,
  ])('may be %s', (password) => {
    expect(problemOf(password)).toBeNull()
  })

  it.each([
    ['14 characters!', { kind: 'too-short', least: 15, length: 14 }],
    // One letter to the eye, two to a keyboard that composes; seven of them are seven.
    ['e\u0301'.repeat(14), { kind: 'too-short', length: 14 }],
    [`${'no end of words '.repeat(16)}!`, { kind: 'too-long', most: 256 }],
    ['Trustno1trustno1', { kind: 'repeats' }],
    ['...dragon...1984...', { kind: 'common' }],
    ['Password12345678', { kind: 'common' }],
    ['aaaaaaaaaaaaaaaaaa', { kind: 'repeats' }],
    ['abc?abc?abc?abc?ab', { kind: 'repeats' }],
    ['abcdefghijklmnopq', { kind: 'sequence' }],
    ['qwertyuiop12345678', { kind: 'common' }],
    ['9876543210-456789012', { kind: 'sequence' }],
    ['qwertzuiop-yxcvbnm-7654', { kind: 'sequence' }],
    ['ada.lovelace@example.org', { kind: 'guessable', from: 'email' }],
    ['Ada.Lovelace-2026', { kind: 'guessable', from: 'email' }],
    ['holdfast-holdfast!', { kind: 'guessable', from: 'product' }],
  ])('may not be %s', (password, problem) => {
    expect(problemOf(password)).toMatchObject(problem)
  })

  it('is the same however the keyboard composed it', () => {
    expect('ﬁne Ångström words'.normalize('NFKC')).toBe('fine Ångström words')
    expect(problemOf('ﬁne Ångström words')).toBeNull()
  })
})
