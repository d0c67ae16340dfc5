'use client'

import { parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { FilterSelect } from '@/components/form/filter-select'
import { ReasonButton } from '@/components/form/reason-button'
import { CloudFilter } from '@/components/shell/cloud-filter'
import { CLOUD_FILTERS } from '@/components/shell/clouds'
import { DataTable } from '@/components/shell/data-table'
import { SelectionBar } from '@/components/shell/selection-bar'
import { EmptyState } from '@/components/shell/states'
import type { HeldActions } from '@/lib/api/actions'
import type { HeldRowView, HeldView } from '@/lib/api/views/held'
import { HELD_WHYS, type HeldAction } from '@/lib/domain/held'
import css from './held.module.css'
import { heldColumns } from './held-columns'
import { HeldDialog } from './held-dialog'
import { ACTION_WORDS, chooseRows, HELD_TITLE, heldText, WHY_LOOKS } from './held-words'

const WHATS = ['', 'interface', 'public-ip'] as const
const WHYS = ['', ...HELD_WHYS] as const
const URL_FILTER = {
  cloud: parseAsStringLiteral(CLOUD_FILTERS).withDefault(''),
  what: parseAsStringLiteral(WHATS).withDefault(''),
  why: parseAsStringLiteral(WHYS).withDefault(''),
}
const ACTIONS = ['release', 'give-back', 'adopt', 'delete'] as const satisfies readonly HeldAction[]

export type Asked = { readonly action: HeldAction; readonly rows: readonly HeldRowView[] }

/** Search, filters and sort in the URL; what is chosen can be released, given back, adopted or deleted together. */
export function HeldTable(props: { view: HeldView; actions: HeldActions }) {
  const { view } = props
  const [filter, setFilter] = useQueryStates(URL_FILTER, { history: 'replace', clearOnDefault: true })
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<Asked | null>(null)
  const rows = useMemo(
    () =>
      view.rows.filter(
        (row) =>
          (filter.cloud === '' || row.cloud === filter.cloud) &&
          (filter.what === '' || row.what === filter.what) &&
          (filter.why === '' || row.why === filter.why),
      ),
    [view.rows, filter],
  )
  const columns = useMemo(() => heldColumns(view.prices.currency), [view.prices.currency])
  // What is gone by now is chosen no more.
  const selected = useMemo(() => view.rows.filter((row) => keys.has(row.key)), [view.rows, keys])
  return (
    <>
      <DataTable
        label={HELD_TITLE}
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        search={SEARCH}
        selection={{ keys, onChange: setKeys, rowLabel: (row) => row.address ?? row.id }}
        filters={
          <>
            <CloudFilter
              rows={view.rows}
              value={filter.cloud}
              onChange={(cloud) => void setFilter({ cloud })}
            />
            <FilterSelect
              label="What"
              every="Everything"
              data={[
                { value: 'interface', label: 'Interfaces' },
                { value: 'public-ip', label: 'Public IPs' },
              ]}
              value={filter.what}
              onChange={(what) => void setFilter({ what: WHATS.find((one) => one === what) ?? '' })}
            />
            <FilterSelect
              label="Why"
              every="Every reason"
              data={HELD_WHYS.map((value) => ({ value, label: WHY_LOOKS[value].label }))}
              value={filter.why}
              onChange={(why) => void setFilter({ why: WHYS.find((one) => one === why) ?? '' })}
            />
          </>
        }
        defaultSort={{ id: 'since', desc: false }}
        nothingFound="Nothing matches. Change the search or the filters."
        rowHeight={72}
        empty={view.rows.length === 0 ? <Nothing /> : undefined}
      />
      {view.more > 0 && (
        <p className={css.more}>
          And {view.more.toLocaleString('en')} more, which are younger. The search finds them, too.
        </p>
      )}
      {selected.length > 0 && (
        <Bulk selected={selected} onAction={setAsked} onClear={() => setKeys(new Set())} />
      )}
      <HeldDialog
        asked={asked}
        view={view}
        actions={props.actions}
        onClose={() => setAsked(null)}
        onDone={() => setKeys(new Set())}
      />
    </>
  )
}

const rowKey = (row: HeldRowView) => row.key
const SEARCH = { label: 'Search what is held', text: heldText }

function Bulk(props: {
  selected: readonly HeldRowView[]
  onAction: (asked: Asked) => void
  onClear: () => void
}) {
  const { selected } = props
  return (
    <SelectionBar
      label="Selected"
      count={`${selected.length.toLocaleString('en')} selected`}
      onClear={props.onClear}
    >
      {ACTIONS.map((action) => {
        const { able, note } = chooseRows(action, selected)
        return (
          <ReasonButton
            key={action}
            action="applyHeld"
            size="compact-md"
            variant="default"
            color={action === 'delete' ? 'red' : undefined}
            reason={able.length > 0 ? null : note}
            hint={note}
            onClick={() => props.onAction({ action, rows: able })}
          >
            {ACTION_WORDS[action].verb}
            {able.length > 0 && able.length < selected.length && ` ${able.length.toLocaleString('en')}`}
          </ReasonButton>
        )
      })}
    </SelectionBar>
  )
}

const Nothing = () => (
  <EmptyState
    title="Nothing is held for nobody"
    text="Interfaces and public IPs of paused instances, kept and orphaned ones, and free members of pools are listed here."
  />
)
