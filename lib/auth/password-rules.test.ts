import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { MOST_LENGTH, passwordProblem } from './password-rules'
import { type WellKnown, wellKnownPasswords } from './well-known-passwords'

const about = { email: 'ada.lovelace@example.org' }

describe('a password', () => {
  let known: WellKnown
  beforeAll(async () => {
    known = await wellKnownPasswords()
  })
  const problemOf = (password: string) => passwordProblem(password, about, known)

  it.each([
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

  const few = { kind: 'few-words' }
  const common = { kind: 'common' }
  const repeats = { kind: 'repeats' }

  // What people make of the passwords that are tried first, to have fifteen characters and every kind of them.
  it.each([
    ['1q2w3e4r5t6y7u8i9o0p', few],
    ['!QAZ2wsx#EDC4rfv', common],
    ['123qweasdzxc123qwe', few],
    ['qazwsx!@#456tgbyhn', few],
    ['asdfghjkl;asdfghjkl', { kind: 'sequence' }],
    ['correcthorsebatterystaple', common],
    ['correct horse battery staple', common],
    ['Correct-Horse-Battery-Staple-1', common],
    ['thisisapassword1', common],
    ['TheQuickBrownFox1', common],
    ['iloveyouforever1', few],
    ['letmeinpassword1', few],
    ['let me in, let me in', repeats],
    ['P@ssw0rdP@ssw0rd1', repeats],
    ['p@$$w0rd-5umm3r-2024', few],
    ['adminadminadmin1', repeats],
    ['changemechangeme1', repeats],
    ['password1password2password3', repeats],
    ['Summer2024Summer!', repeats],
    ['PasswordSummer2025!!', few],
    ['passwordqwertyletmein', few],
    ['m1cha3lj0rdan23!', few],
    ['MyDogFluffy2019!', few],
    ['Welcome2Holdfast!', few],
    ['holdfast console admin', few],
    ['violettractorwalk83', few],
    ['violet tractor walk', few],
    [`${'password2024'.repeat(20)}zz`, few],
  ])('may not be %s, with whatever in place of letters and around them', (password, problem) => {
    expect(problemOf(password)).toMatchObject(problem)
  })

  it.each([
    'a long walk by the sea',
    'violet tractor hums under ice',
    'violet tractor walk lemon',
    'abacus-tractor-violet-lamp',
    'horsestaplevioletabacus',
    'coffee monkey dragon guitar',
    'the cat is on the mat',
    'kitchen table window chair',
    'Our third child was born in May',
    'rain falls on old roofs',
  ])('may be four words or more: %s', (password) => {
    expect(problemOf(password)).toBeNull()
  })

  const SIGNS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!#$%&*+-.:=?@_'
  it.each([
    ['every sign', SIGNS, 20],
    ['letters', SIGNS.slice(0, 24), 20],
    ['hexadecimal digits', '0123456789abcdef', 32],
    ['digits', '0123456789', 20],
  ])('may be what a password manager makes of %s', (_, signs, length) => {
    const made = fc.array(fc.constantFrom(...signs), { minLength: length, maxLength: length })
    const held = fc.check(
      fc.property(made, (drawn) => problemOf(drawn.join('')) === null),
      {
        ...{ numRuns: 300, seed: 7 },
      },
    )
    expect(held.failed ? held.counterexample : null).toBeNull()
  })

  it('is judged in no time, whatever is sent', () => {
    const from = performance.now()
    const pieces = ['password', 'p@ssw0rd1', 'a', '1!l|', 'qwerty ', 'iloveyou2024', 'e\u0301', '\ufdfa']
    for (const piece of pieces)
      for (const most of [MOST_LENGTH - 2, 4_096])
        problemOf(`${piece.repeat(Math.ceil(most / piece.length)).slice(0, most)}zx`)
    expect(performance.now() - from).toBeLessThan(2_000)
  })

  it('is the same however the keyboard composed it', () => {
    expect('ﬁne Ångström words'.normalize('NFKC')).toBe('fine Ångström words')
    expect(problemOf('ﬁne Ångström words')).toBeNull()
  })
})
