'use client'

import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

/**
 * Search and sort of one table in the URL, under `prefix.` where a page has several. Typing is written at once (nuqs
 * throttles it): a late write would call back a row's navigation that began meanwhile.
 */
export function useTableUrl(prefix: string | undefined) {
  const keys = useMemo(
    () => ({ q: prefix ? `${prefix}.q` : 'q', sort: prefix ? `${prefix}.sort` : 'sort' }),
    [prefix],
  )
  const [{ q, sort }, set] = useQueryStates(
    { q: parseAsString.withDefault(''), sort: parseAsString.withDefault('') },
    { urlKeys: keys, history: 'replace', shallow: true, clearOnDefault: true },
  )
  return {
    q,
    sort,
    setQ: (text: string) => void set({ q: text }),
    setSort: (text: string) => void set({ sort: text }),
  }
}
