/** What a run of the chaos does. */
export type Wanted = {
  /** Only operations whose line in the table has all of these words; empty: all. */
  readonly words: readonly string[]
  readonly seed: number
  /** Random kills of Holdfast under load. */
  readonly kills: number
  /** Kills of the simulated cloud under load. */
  readonly cloudKills: number
  /** At most so many crash points in all, drawn by the seed; null: every one. */
  readonly points: number | null
  /** Where the result is written as JSON; null: nowhere. */
  readonly report: string | null
}

export const USAGE = `npm run chaos -- [WORDS] [--seed N] [--kills N] [--cloud-kills N] [--points N]

  WORDS          only what has all of these words in its name: recycle, aws, "edit pool", kills
  --seed N       the seed of everything random (1)
  --kills N      random kills of Holdfast under load (200)
  --cloud-kills N  kills of the simulated cloud under load (20)
  --points N     at most so many crash points, drawn by the seed (every one)`

const NUMBERS = {
  '--seed': 'seed',
  '--kills': 'kills',
  '--cloud-kills': 'cloudKills',
  '--points': 'points',
} as const

/** Reads the command line; the refusal is one sentence. */
export function readArguments(
  given: readonly string[],
): { readonly ok: true; readonly wanted: Wanted } | { readonly ok: false; readonly why: string } {
  let wanted: Wanted = { words: [], seed: 1, kills: 200, cloudKills: 20, points: null, report: null }
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? ''
    if (!word.startsWith('-')) {
      wanted = { ...wanted, words: [...wanted.words, ...word.toLowerCase().split(/\s+/)] }
      continue
    }
    const value = given[++at]
    if (value === undefined) return { ok: false, why: `${word} needs a value.` }
    if (word === '--report') {
      wanted = { ...wanted, report: value }
      continue
    }
    if (!(word in NUMBERS)) return { ok: false, why: `${word} is not an option.` }
    if (!/^\d{1,9}$/.test(value)) return { ok: false, why: `${word} takes a whole number, not "${value}".` }
    wanted = { ...wanted, [NUMBERS[word as keyof typeof NUMBERS]]: Number(value) }
  }
  return { ok: true, wanted }
}

/** Words are whole words of the name: "resume" is also "first resume", "aws" is every operation there. */
export const isWanted = (name: string, { words }: Wanted): boolean =>
  words.every((word) => name.toLowerCase().split(/\s+/).includes(word))
