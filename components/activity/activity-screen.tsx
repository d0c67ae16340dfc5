'use client'

import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs'
import { FilterSelect } from '@/components/form/filter-select'
import { PageHeader } from '@/components/shell/page-header'
import { SearchField } from '@/components/shell/search-field'
import { UndoChange, useUndo } from '@/components/undo/undo-change'
import type { UndoActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import { activityFilter } from './activity-filter'
import { EventFeed } from './event-feed'
import css from './event-feed.module.css'
import { EVENT_KINDS, kindWords, severalKinds, shortRequest } from './event-words'

const TYPING_MS = 250
const URL_FILTER = {
  text: parseAsString.withDefault(''),
  kind: parseAsString.withDefault(''),
  group: parseAsString.withDefault(''),
  instance: parseAsString.withDefault(''),
  person: parseAsString.withDefault(''),
  request: parseAsString.withDefault(''),
  from: parseAsInteger,
  to: parseAsInteger,
}

const KINDS = EVENT_KINDS.map(({ about, kinds }) => ({
  group: about,
  items: kinds.map((kind) => ({ value: kind, label: kindWords(kind) })),
}))

/** All events (B5), filtered by text, kind, group and instance; the filters stand in the URL. */
export function ActivityScreen(props: { actions: UndoActions }) {
  const [url, setUrl] = useQueryStates(URL_FILTER, { history: 'replace', clearOnDefault: true })
  const stretch = url.from !== null || url.to !== null
  const undo = useUndo()
  const [text] = useDebouncedValue(url.text, TYPING_MS)
  const filtered = Object.values(url).some((value) => value !== '' && value !== null)
  return (
    <>
      <PageHeader title="Activity" sub="Every change of everything: when, who, why." />
      <div className={css.filters}>
        <SearchField label="Search events" value={url.text} onChange={(text) => void setUrl({ text })} />
        <FilterSelect
          label="Kind of event"
          every="Every kind"
          nothing="No such kind"
          data={url.kind.includes(',') ? [...KINDS, severalKinds(url.kind)] : KINDS}
          value={url.kind}
          onChange={(kind) => void setUrl({ kind })}
        />
        <GroupSelect value={url.group} onChange={(group) => void setUrl({ group })} />
        <PersonSelect value={url.person} onChange={(person) => void setUrl({ person })} />
        {url.instance !== '' && (
          <Button variant="default" onClick={() => void setUrl({ instance: '' })}>
            Only {url.instance}, show all
          </Button>
        )}
        {url.request !== '' && (
          <Button variant="default" onClick={() => void setUrl({ request: '' })}>
            Only request {shortRequest(url.request)}, show all
          </Button>
        )}
        {stretch && (
          <Button variant="default" onClick={() => void setUrl({ from: null, to: null })}>
            Only one stretch of time, show all
          </Button>
        )}
        {filtered && (
          <Button variant="subtle" color="gray" onClick={() => void setUrl(null)}>
            Clear filters
          </Button>
        )}
      </div>
      <section className={css.card} aria-label="Events">
        <EventFeed filter={activityFilter({ ...url, text })} onUndo={undo.open} />
      </section>
      <UndoChange seq={undo.seq} onClose={undo.close} actions={props.actions} />
    </>
  )
}

/** Who asked. Nothing to choose from until somebody did; somebody who is gone keeps what they asked for. */
function PersonSelect(props: { value: string; onChange: (id: string) => void }) {
  const { data } = useQuery(queries.people())
  const options = (data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  if (props.value !== '' && !options.some((option) => option.value === props.value))
    options.push({ value: props.value, label: props.value })
  if (options.length === 0) return null
  return (
    <FilterSelect
      label="Person"
      every="Everybody"
      nothing="Nobody of that name"
      data={options}
      value={props.value}
      onChange={props.onChange}
    />
  )
}

/** Groups that are gone keep their events: one named by the URL is listed by its id. */
function GroupSelect(props: { value: string; onChange: (groupId: string) => void }) {
  const { data } = useQuery(queries.groupNames())
  const options = (data ?? []).map((group) => ({ value: group.id, label: group.name }))
  if (props.value !== '' && !options.some((option) => option.value === props.value))
    options.push({ value: props.value, label: props.value })
  return (
    <FilterSelect
      label="Group"
      every="Every group"
      nothing="No such group"
      data={options}
      value={props.value}
      onChange={props.onChange}
    />
  )
}
