import { fold, hasLetter } from './password-letters'

/** What is tried first, for whoever judges a password. In lower case. */
export type WellKnown = {
  /** Alone, or with digits and signs around it. */
  isCommon(word: string): boolean
  /** What a word, folded, or a number is worth to whoever guesses, in letters; null where it is on no list. */
  worthOf(piece: string): number | null
  readonly longestPiece: number
  /** Whether a finger goes from the one key to the other: beside it, above it, or the same again. */
  areNeighbours(key: string, next: string): boolean
}

/** Passwords before this place in the list are hardly guesses; of the other words there are tens of thousands. */
const TRIED_AT_ONCE = 50
const WORTH = { word: 3, triedAtOnce: 2 } as const
const LEAST_PIECE = 4
/** Dates and numbers on the list say nothing of a random number, which has some of them in it by chance. */
const LEAST_NUMBER = 5

/** Our own name, and sentences that everybody has heard, which no list of single words has. */
const PHRASES = [
  'holdfast',
  'correcthorsebatterystaple',
  'thequickbrownfox',
  'jumpsoverthelazydog',
  'loremipsumdolorsitamet',
  'loremipsum',
  'dolorsitamet',
  'maytheforcebewithyou',
  'tobeornottobe',
  'thatisthequestion',
  'onceuponatime',
  'happilyeverafter',
  'thisismypassword',
  'thisisapassword',
  'mypasswordis',
  'passphrase',
  'opensesame',
  'helloworld',
  'winteriscoming',
  'youshallnotpass',
  'hakunamatata',
  'nevergonnagiveyouup',
  'letitbe',
  'jesuslovesme',
  'ingodwetrust',
  'twinkletwinklelittlestar',
  'supercalifragilisticexpialidocious',
  'allyourbasearebelongtous',
  'iamyourfather',
  'wearethechampions',
  'donttellanyone',
]

/** Of keyboards that stand on desks; in lower case and with what shift makes of each key. */
const LAYOUTS = ['qwerty', 'qwertz', 'azerty'] as const

let list: Promise<WellKnown> | undefined

/**
 * Some fifty thousand passwords from breaches and the words of Diceware. Read when the first password is chosen,
 * because a server of which nobody's password changes needs none of it.
 */
export function wellKnownPasswords(): Promise<WellKnown> {
  list ??= import('@zxcvbn-ts/language-common').then(({ dictionary, adjacencyGraphs }) =>
    readLists(
      dictionary['passwords-common'],
      dictionary['diceware-common'],
      LAYOUTS.map((layout) => adjacencyGraphs[layout]),
    ),
  )
  return list
}

type Layout = Readonly<Record<string, readonly (string | null)[]>>

export function readLists(
  passwords: readonly string[],
  words: readonly string[],
  layouts: readonly Layout[],
): WellKnown {
  const common = new Set([...passwords, ...PHRASES])
  const worth = new Map<string, number>()
  const add = (piece: string, value: number) => {
    const folded = hasLetter(piece) ? fold(piece) : piece
    if ((worth.get(folded) ?? Number.POSITIVE_INFINITY) > value) worth.set(folded, value)
  }
  for (const word of words) if (word.length >= LEAST_PIECE) add(word, WORTH.word)
  for (const [place, word] of passwords.entries())
    if (word.length >= (hasLetter(word) ? LEAST_PIECE : LEAST_NUMBER))
      add(word, place < TRIED_AT_ONCE ? WORTH.triedAtOnce : WORTH.word)
  for (const phrase of PHRASES) add(phrase, WORTH.triedAtOnce)
  const neighbours = neighboursOf(layouts)
  return {
    isCommon: (word) => common.has(word),
    worthOf: (piece) => worth.get(piece) ?? null,
    longestPiece: [...worth.keys()].reduce((most, { length }) => Math.max(most, length), 0),
    areNeighbours: (key, next) => neighbours.has(`${key} ${next}`),
  }
}

/** "q w", "q 1", "q !": shift changes the sign and not the way. */
function neighboursOf(layouts: readonly Layout[]): ReadonlySet<string> {
  const pairs = new Set<string>()
  for (const layout of layouts)
    for (const [key, around] of Object.entries(layout))
      for (const other of around.flatMap((keys) => [...(keys ?? '')]))
        pairs.add(`${key.toLowerCase()} ${other.toLowerCase()}`)
  return pairs
}
