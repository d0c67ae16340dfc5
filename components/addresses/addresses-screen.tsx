'use client'

import { VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { PageHeader } from '@/components/shell/page-header'
import type { PaletteItem } from '@/components/shell/palette-items'
import { useRecent } from '@/components/shell/recent'
import { SearchField } from '@/components/shell/search-field'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import { queries } from '@/lib/api/queries'
import type { SearchHit } from '@/lib/api/views/network'
import { atStart, SHARED_WORDS } from '@/lib/domain/cloud-words'
import css from './addresses.module.css'

const TYPING_MS = 150

const KIND_WORDS: Record<PaletteItem['kind'], string> = {
  address: 'Address',
  group: 'Group',
  instance: 'Stateful instance',
  vm: 'VM',
  interface: 'Interface',
  machine: atStart(SHARED_WORDS.machine),
  'public-ip': atStart(SHARED_WORDS.publicIp),
  subnet: atStart(SHARED_WORDS.subnet),
  page: 'Page',
  search: 'Search',
}

/** Search any address, name or id; the query stands in the URL as `q`. No props. */
export function AddressesScreen() {
  const [query, setQuery] = useQueryState(
    'q',
    parseAsString.withDefault('').withOptions({ history: 'replace', clearOnDefault: true }),
  )
  const [asked] = useDebouncedValue(query.trim(), TYPING_MS)
  const [recent, remember] = useRecent()
  const found = useQuery({
    ...queries.search(asked),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageHeader title="Addresses" sub="Find any address, name or id, and read who held it, when and why." />
      <div className={css.search}>
        <SearchField
          wide
          autoFocus
          label={`Address, group, instance, interface or ${SHARED_WORDS.publicIp}`}
          value={query}
          onChange={(text) => void setQuery(text)}
        />
      </div>
      <div className={css.card}>
        {asked === '' ? (
          <Recent items={recent} />
        ) : found.data ? (
          <Results hits={found.data} query={asked} old={found.isPlaceholderData} onOpen={remember} />
        ) : found.error ? (
          <ErrorState title="The search failed" error={found.error} retry={() => void found.refetch()} />
        ) : (
          <RowsSkeleton rows={4} label="what was found" />
        )}
      </div>
    </>
  )
}

function Results(props: {
  hits: readonly SearchHit[]
  query: string
  old: boolean
  onOpen: (hit: SearchHit) => void
}) {
  if (props.hits.length === 0)
    return (
      <EmptyState
        title={`Nothing is known of “${props.query}”`}
        text="Try a whole address such as 10.0.1.17, the beginning of an id such as eni-0a88 or vmi-3f, or a part of a name. Networks that are not listed under Subnets can be brought in under Inventory."
      />
    )
  return (
    <>
      <VisuallyHidden role="status">
        {props.hits.length === 1 ? '1 result' : `${props.hits.length} results`}
      </VisuallyHidden>
      <ul className={css.hits} data-old={props.old || undefined} aria-label="Results">
        {props.hits.map((hit) => (
          <Hit key={`${hit.kind} ${hit.href} ${hit.title}`} hit={hit} onOpen={() => props.onOpen(hit)} />
        ))}
      </ul>
    </>
  )
}

function Recent(props: { items: readonly PaletteItem[] }) {
  const items = props.items.filter((item) => item.kind !== 'page' && item.kind !== 'search')
  if (items.length === 0)
    return (
      <EmptyState
        title="Type what you know of it"
        text="A private or public address, an id such as ssi-, vmi-, eni-, i- or eipalloc-, or a part of a name. What you open is listed here the next time."
      />
    )
  return (
    <>
      <h2 className={css.recent}>Opened last</h2>
      <ul className={css.hits} aria-label="Opened last">
        {items.map((item) => (
          <Hit key={item.href} hit={item} />
        ))}
      </ul>
    </>
  )
}

function Hit(props: { hit: PaletteItem; onOpen?: () => void }) {
  const { hit } = props
  return (
    <li>
      <Link href={hit.href} className={css.hit} onClick={props.onOpen}>
        <span className={css.kind}>{KIND_WORDS[hit.kind]}</span>
        <span className={css.title} data-mono={hit.kind !== 'group' || undefined}>
          {hit.title}
        </span>
        <span className={css.detail}>{hit.detail}</span>
      </Link>
    </li>
  )
}
