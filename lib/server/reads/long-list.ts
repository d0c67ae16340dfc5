import { matchesText } from '@/lib/api/table-order'

/** What is listed at once, and how many more there are. */
export type Listed<T> = { readonly rows: readonly T[]; readonly more: number }

/**
 * The first `most` of a list; with words to look for, of those that say them all, wherever in the row. A list that is
 * longer than one answer is searched here, so that nothing of it is out of reach; the page searches what it has itself.
 */
export function listed<Row>(rows: readonly Row[], most: number, words: string): Listed<Row> {
  const found = words.trim() === '' ? rows : rows.filter((row) => matchesText(wordsOf(row), words))
  return { rows: found.slice(0, most), more: Math.max(0, found.length - most) }
}

/** Every text of it, and nothing of how it is built. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value).map(wordsOf).join(' ')
}

/** Longer ones find nothing that these do not. */
const LONGEST_WORDS = 200

/** What a request looks for in a long list. */
export const wordsAsked = (query: { get(parameter: 'q'): string | null }): string =>
  (query.get('q') ?? '').slice(0, LONGEST_WORDS)
