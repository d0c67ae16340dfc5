/* Numbers and lists inside a sentence. */

/** "1,200" */
export const say = (n: number): string => n.toLocaleString('en')

/** "1 instance", "1,200 instances". */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${say(n)} ${n === 1 ? one : many}`

/** "active, paused or in error" */
export const anyOf = (items: readonly string[]): string => joined(items, 'or')

/** "eth0, eth1 and eth2" */
export const allOf = (items: readonly string[]): string => joined(items, 'and')

const joined = (items: readonly string[], word: 'and' | 'or'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
