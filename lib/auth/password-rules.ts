import { isPutTogether } from './password-cover'
import { lettersOf } from './password-letters'
import type { WellKnown } from './well-known-passwords'

/*
 * Which passwords are taken, after NIST SP 800-63B (revision 4, 3.1.1.2): length and a list of common ones instead of
 * rules about kinds of characters, everything in Unicode allowed, nothing that must be changed by the calendar.
 */

/**
 * In code points. NIST asks for 15 where a password may be the only factor, and for 8 beside a second one. The second
 * factor is optional here and is chosen later, so every password must be able to stand alone.
 */
export const LEAST_LENGTH = 15
/** NIST asks for at least 64. The bound only keeps a request from being a megabyte. */
export const MOST_LENGTH = 256

/** What is known of the account, which a password must not be made of. */
export type AboutAccount = { readonly email: string }

/** One form for everything that looks the same, however the keyboard composed it. */
export const normalisedPassword = (typed: string): string => typed.normalize('NFKC')

const PRODUCT = 'holdfast'
/** What must be left of a password without the words that anybody would try. */
const LEAST_OF_ITS_OWN = 8
const KEY_ROWS = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1234567890',
  'qwertzuiop',
  'azertyuiop',
  'qsdfghjklm',
]

/** Null where it may be used. */
export function passwordProblem(typed: string, about: AboutAccount, known: WellKnown) {
  const password = normalisedPassword(typed)
  const length = [...password].length
  if (length < LEAST_LENGTH) return { kind: 'too-short', least: LEAST_LENGTH, length } as const
  if (length > MOST_LENGTH) return { kind: 'too-long', most: MOST_LENGTH } as const
  const plain = password.toLowerCase()
  const letters = lettersOf(plain)
  const core = isMostOf(letters, plain) ? letters : plain
  if ([plain, coreOf(plain), core].some(known.isCommon)) return { kind: 'common' } as const
  if (isRepetition(plain)) return { kind: 'repeats' } as const
  if (isSequence(plain)) return { kind: 'sequence' } as const
  const [mailbox = '', ...domain] = about.email.toLowerCase().split('@')
  if (isMadeOf(plain, [about.email.toLowerCase(), mailbox, domain.join('@')]))
    return { kind: 'guessable', from: 'email' } as const
  if (isMadeOf(plain, [PRODUCT])) return { kind: 'guessable', from: 'product' } as const
  if (isRepetition(core)) return { kind: 'repeats' } as const
  if (isPutTogether(plain, known)) return { kind: 'few-words' } as const
  return null
}

/** "!!dragon1984" ─▶ "dragon" */
const coreOf = (plain: string): string => plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

const isMostOf = (letters: string, plain: string): boolean => letters.length * 2 > plain.length

/** One piece again and again, the last of them perhaps cut off: "abcabcabcabcab". */
const isRepetition = (plain: string): boolean =>
  Array.from({ length: Math.floor(plain.length / 2) }, (_, index) => index + 1).some((size) =>
    plain
      .slice(0, size)
      .repeat(Math.ceil(plain.length / size))
      .startsWith(plain),
  )

/** Runs along the alphabet, the digits or a row of keys, on average of four characters or more. */
function isSequence(plain: string): boolean {
  const letters = [...plain]
  const breaks = letters.filter((letter, index) => index > 0 && !follows(letters[index - 1] ?? '', letter))
  return (breaks.length + 1) * 4 <= letters.length
}

function follows(before: string, after: string): boolean {
  const step = (after.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)
  return (
    Math.abs(step) <= 1 ||
    KEY_ROWS.some((row) => row.includes(before + after) || row.includes(after + before))
  )
}

/** Little is left when the words are taken out of it. */
function isMadeOf(plain: string, words: readonly string[]): boolean {
  const rest = words
    .filter((word) => word.length > 2)
    .reduce((left, word) => left.replaceAll(word, ''), plain)
  return rest.length < plain.length && [...rest].length < LEAST_OF_ITS_OWN
}
