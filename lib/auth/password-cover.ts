import { fold, hasLetter } from './password-letters'
import type { WellKnown } from './well-known-passwords'

/*
 * What a password is worth that is put together of well-known pieces:
 *
 *   Summer 2024 Summer !      tractor   violet x9   under
 *   ╰─3──╯ free ╰again╯ free  ╰──3──╯   ╰─3──╯ free ╰─3─╯     a letter of its own counts 1, and so does a sign,
 *                                                             but for four signs beside each word: everybody adds
 *                                                             a year and an exclamation mark
 *
 * It is counted in letters: to find a word on a list of fifty thousand takes as many guesses as to find three letters, so
 * three words are too few and four are enough. Of all ways to put it together the cheapest counts.
 */
const LEAST_WORTH = 10

/** Signs beside a word that add nothing to it. */
const FREE_SIGNS = 4
/** More pieces than that are worth enough by themselves. */
const MOST_PIECES = 5
/** Keys side by side: from four on it is a way and no chance. */
const LEAST_WALK = 4
const LONG_WALK = 6
const WALK = { short: 3, long: 2 } as const
/** Of each sign that is written in the place of a letter. */
const REPLACED = 0.5

/** A way to put the first so many signs together. */
type Way = {
  /** Of its pieces and of its letters. */
  readonly worth: number
  /** Digits and other signs that belong to no piece. */
  readonly signs: number
  /** How many signs belong to pieces. */
  readonly covered: number
}

/** A piece from here to there. */
type Piece = {
  readonly end: number
  readonly worth: number
  readonly covered: number
  /** Whether signs beside it are free: it is a word and no number. */
  readonly isWord: boolean
}

/**
 * Whether it is hardly more than pieces that are well known. `plain` is in lower case and has at most some hundred
 * signs; what it takes grows with their number. Where less than half of it is such pieces, they are there by chance.
 */
export function isPutTogether(plain: string, known: WellKnown): boolean {
  const signs = [...plain]
  const ways: (Way | undefined)[][] = Array.from({ length: signs.length + 1 }, () => [])
  ways[0] = [{ worth: 0, signs: 0, covered: 0 }]
  for (const [at, sign] of signs.entries()) {
    const here = ways[at] ?? []
    const pieces = piecesAt(signs, at, known)
    for (const [count, way] of here.entries()) {
      if (!way) continue
      keep(ways[at + 1], count, withOwn(way, sign))
      for (const piece of pieces)
        keep(ways[piece.end], count + Number(piece.isWord), {
          worth: way.worth + piece.worth,
          signs: way.signs,
          covered: way.covered + piece.covered,
        })
    }
  }
  return (ways[signs.length] ?? []).some(
    (way, count) => way !== undefined && way.covered * 2 >= signs.length && worthOf(way, count) < LEAST_WORTH,
  )
}

const worthOf = ({ worth, signs }: Way, words: number): number =>
  worth + Math.max(0, signs - FREE_SIGNS * words)

const withOwn = (way: Way, sign: string): Way =>
  hasLetter(sign) ? { ...way, worth: way.worth + 1 } : { ...way, signs: way.signs + 1 }

/** Of two ways with as many words the cheaper one. */
function keep(ways: (Way | undefined)[] | undefined, words: number, way: Way): void {
  if (!ways || words > MOST_PIECES) return
  const other = ways[words]
  const [mine, theirs] = [worthOf(way, words), other ? worthOf(other, words) : Number.POSITIVE_INFINITY]
  if (mine < theirs || (mine === theirs && way.covered > (other?.covered ?? 0))) ways[words] = way
}

function piecesAt(signs: readonly string[], at: number, known: WellKnown): Piece[] {
  return [...listedAt(signs, at, known), ...walksAt(signs, at, known)]
}

function* listedAt(signs: readonly string[], at: number, known: WellKnown): Generator<Piece> {
  let [plain, folded, letters] = ['', '', 0]
  for (let end = at + 1; end <= signs.length && end - at <= known.longestPiece; end++) {
    const sign = signs[end - 1] ?? ''
    plain += sign
    folded += fold(sign)
    if (hasLetter(sign)) letters += 1
    const replaced = letters === 0 ? 0 : end - at - letters
    const worth = known.worthOf(letters === 0 ? plain : folded)
    if (worth !== null && canBeRead(letters, replaced))
      yield* repeated(signs, at, end, worth + replaced * REPLACED)
  }
}

/** Digits in place of letters make a word of nearly everything: there must be more letters than that. */
const canBeRead = (letters: number, replaced: number): boolean =>
  replaced === 0 || letters > replaced || (letters === replaced && letters >= 4)

/** The piece, and the same again and again behind it, with signs between, which costs nothing more. */
function* repeated(signs: readonly string[], at: number, end: number, worth: number): Generator<Piece> {
  const [length, isWord] = [end - at, signs.slice(at, end).some(hasLetter)]
  const piece = fold(signs.slice(at, end).join(''))
  let [last, covered] = [end, length]
  yield { end, worth, covered, isWord }
  for (;;) {
    let next = last
    while (next < signs.length && next - last < FREE_SIGNS && !hasLetter(signs[next] ?? '')) next++
    const starts = Array.from({ length: next - last + 1 }, (_, more) => last + more)
    const again = starts.find((start) => fold(signs.slice(start, start + length).join('')) === piece)
    if (again === undefined) return
    last = again + length
    covered = last - at
    yield { end: last, worth, covered, isWord }
  }
}

/** Along the keys, the alphabet or the digits, or the same sign again and again. */
function* walksAt(signs: readonly string[], at: number, known: WellKnown): Generator<Piece> {
  let [isWord, direction] = [hasLetter(signs[at] ?? ''), Number.NaN]
  for (let end = at + 2; end <= signs.length; end++) {
    const [before, sign] = [signs[end - 2] ?? '', signs[end - 1] ?? '']
    const step = (sign.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)
    const goesOn = Math.abs(step) <= 1 && (end === at + 2 || step === direction)
    if (!goesOn && !known.areNeighbours(before, sign)) return
    direction = step
    isWord ||= hasLetter(sign)
    const length = end - at
    if (length < LEAST_WALK) continue
    const worth = length < LONG_WALK ? WALK.short : WALK.long
    yield { end, worth, covered: length, isWord }
  }
}
