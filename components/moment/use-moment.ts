'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { readMoment } from '@/lib/api/moment'
import { queries } from '@/lib/api/queries'
import type { MomentsView } from '@/lib/api/views/moments'
import type { ShownMoment } from './shown-moment'

/** `at`: the moment that is shown; `with`: another one that it is compared with, or `now`. */
const URL_KEYS = { at: parseAsString, with: parseAsString }

export type MomentSubject = { readonly group: string } | { readonly subnet: string }

export type MomentState = {
  /** Null: the page shows the present. */
  readonly shown: ShownMoment | null
  /** Why the moment of the URL cannot be looked at; null when it can, or none is asked for. */
  readonly problem: string | null
  /** The page shows the present: no other moment is asked for. */
  readonly isNow: boolean
  readonly moments: MomentsView | undefined
  /** The bar is open. */
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
  /** Null: back to now. */
  readonly goTo: (at: string | null) => void
  /** Null: no more comparing. */
  readonly compareWith: (other: string | null) => void
}

/** The moment in the URL, read and judged against what is on record. */
export function useMoment(subject: MomentSubject): MomentState {
  const [written, setUrl] = useQueryStates(URL_KEYS, { history: 'replace' })
  // `?at=` with nothing behind it asks for no moment.
  const [at, other] = [written.at || null, written.with || null]
  const url = useMemo(() => ({ at, with: other }), [at, other])
  const [opened, setOpen] = useState(false)
  const open = opened || url.at !== null
  const { data, error } = useQuery({
    ...queries.moments(subject, url.at ?? undefined),
    enabled: open,
    placeholderData: keepPreviousData,
  })
  const failed = error?.message ?? null
  const { shown, problem } = useMemo(() => judge(url, data, failed), [url, data, failed])
  return {
    isNow: url.at === null,
    ...{ shown, problem, moments: data, open, setOpen },
    goTo: (at) => {
      if (at === null) setOpen(false)
      void setUrl(at === null ? { at: null, with: null } : { at })
    },
    compareWith: (other) => void setUrl({ with: other }),
  }
}

/** Until it is known what is on record, nothing is shown: neither the past nor the present in its place. */
function judge(
  url: { readonly at: string | null; readonly with: string | null },
  moments: MomentsView | undefined,
  failed: string | null,
): { readonly shown: ShownMoment | null; readonly problem: string | null } {
  if (url.at === null) return { shown: null, problem: null }
  if (!moments) return { shown: null, problem: failed }
  const at = readMoment(url.at, moments)
  if (!at.ok) return { shown: null, problem: at.sentence }
  if (!url.with || url.with === 'now') return { shown: { at: at.at, with: url.with || null }, problem: null }
  const other = readMoment(url.with, moments)
  return other.ok
    ? { shown: { at: at.at, with: other.at }, problem: null }
    : { shown: null, problem: `The moment to compare with: ${other.sentence}` }
}
