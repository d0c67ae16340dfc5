'use client'

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

/**
 * Search and sort of one table in the URL, under `prefix.` where a page has several; another one begins at the first
 * page, where there are pages. Typing is written at once (nuqs
 * throttles it): a late write would call back a row's navigation that began meanwhile.
 */
export function useTableUrl(prefix: string | undefined) {
  const keys = useMemo(() => {
    const key = (name: string) => (prefix ? `${prefix}.${name}` : name)
    return { q: key('q'), sort: key('sort'), page: key('page') }
  }, [prefix])
  const [{ q, sort }, set] = useQueryStates(
    { q: parseAsString.withDefault(''), sort: parseAsString.withDefault(''), page: parseAsInteger },
    { urlKeys: keys, history: 'replace', shallow: true, clearOnDefault: true },
  )
  return {
    q,
    sort,
    setQ: (text: string) => void set({ q: text, page: null }),
    setSort: (text: string) => void set({ sort: text, page: null }),
  }
}
