'use client'

import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { EVENT_KINDS, kindWords } from '@/components/activity/event-words'
import { FilterSelect } from '@/components/form/filter-select'
import { apiPaths, paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import css from './ledger.module.css'

const KINDS = EVENT_KINDS.map(({ about, kinds }) => ({
  group: about,
  items: kinds.map((kind) => ({ value: kind, label: kindWords(kind) })),
}))

/** The log, or a part of it, as CSV or JSON lines. Every line can be checked by itself. */
export function ExportPart() {
  const people = useQuery(queries.people())
  const [filter, setFilter] = useState({ person: '', kind: '', since: '', until: '', request: '' })
  const set = (part: Partial<typeof filter>) => setFilter({ ...filter, ...part })
  const request = filter.request.trim()
  const asked = {
    ...filter,
    request,
    // The last day is meant with all of its hours.
    until: filter.until === '' ? '' : dayAfter(filter.until),
  }
  const isBackwards = filter.since !== '' && filter.until !== '' && filter.until < filter.since
  const known = (people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <div className={css.form}>
      <div className={css.pair}>
        <TextInput
          type="date"
          label="From"
          description="UTC"
          value={filter.since}
          onChange={(event) => set({ since: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label="To"
          description="UTC, that day included"
          value={filter.until}
          error={isBackwards ? 'This is before the first day.' : undefined}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
      </div>
      <div className={css.pair}>
        <FilterSelect
          inForm
          label="Person"
          every="Everybody"
          nothing="Nobody of that name"
          data={known}
          value={filter.person}
          onChange={(person) => set({ person })}
        />
        <FilterSelect
          inForm
          label="Kind of event"
          every="Every kind"
          nothing="No such kind"
          data={KINDS}
          value={filter.kind}
          onChange={(kind) => set({ kind })}
        />
      </div>
      <TextInput
        label="Request"
        description="As the log of the server and x-request-id name it"
        autoComplete="off"
        spellCheck={false}
        maxLength={LONGEST_REQUEST}
        value={filter.request}
        onChange={(event) => set({ request: event.currentTarget.value })}
      />
      <div className={css.buttons}>
        <Button component="a" variant="default" href={apiPaths.ledgerExport('csv', asked)} download>
          Download CSV
        </Button>
        <Button component="a" variant="default" href={apiPaths.ledgerExport('jsonl', asked)} download>
          Download JSON lines
        </Button>
        {request !== '' && (
          <Button component={Link} variant="default" href={paths.activity({ request })} prefetch={false}>
            Show this request in Activity
          </Button>
        )}
      </div>
      <p className={css.hint}>
        Every line carries its own hash and the one before it, so <code>npm run verify -- --export</code> and
        the file checks it anywhere. In CSV, what a spreadsheet would take for a formula begins with an
        apostrophe. The download itself is told as an event.
      </p>
    </div>
  )
}

/** As long as one can be. */
const LONGEST_REQUEST = 64

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
