/** The sort of a table as it stands in the URL: "name" ascending, "-name" descending, "" the order given. */
export type TableSort = { readonly id: string; readonly desc: boolean }

export const parseSort = (text: string, columns: readonly string[]): TableSort | null => {
  const desc = text.startsWith('-')
  const id = desc ? text.slice(1) : text
  return columns.includes(id) ? { id, desc } : null
}

export const formatSort = (sort: TableSort): string => (sort.desc ? `-${sort.id}` : sort.id)

/** Numbers by size, texts as people count ("ssi-2" before "ssi-10"), numbers before texts. */
export function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'number') return -1
  if (typeof b === 'number') return 1
  return collator.compare(a, b)
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Every word of the query stands somewhere in the text, whatever the case and the order. */
export function matchesText(text: string, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const inside = text.toLowerCase()
  return words.every((word) => inside.includes(word))
}
