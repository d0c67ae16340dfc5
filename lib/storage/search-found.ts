import type { SearchHit } from '@/lib/allocation/ports/network-rows'
import { idName } from '@/lib/domain/short-id'

export const MOST_HITS = 20

/** What was found, with every text that it is found by: how well one of them matches decides its place. */
export type Found = Omit<SearchHit, 'match'> & { readonly texts: readonly (string | null)[] }

export const NOWHERE = { groupId: null, instanceId: null, subnetId: null, address: null } as const

/** The first text that does not begin with `text`: for a range that an index can answer. */
export const after = (text: string): string => `${text}\u{10ffff}`

/** An id that is a path is found by its last part; by all of it when that is what was pasted. */
export const textOfId = (id: string, wanted: string): string => (wanted.startsWith('/') ? id : idName(id))

/** The same in SQL: what follows the last slash of a column, or all of it where there is none. */
export const nameOf = (column: string): string =>
  `replace(${column}, rtrim(${column}, replace(${column}, '/', '')), '')`
