'use client'

import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { parseAsString, useQueryStates } from 'nuqs'
import { type ReactNode, useMemo, useState } from 'react'
import { useTableUrl } from '@/components/shell/use-table-url'
import { compareValues, formatSort, matchesText, parseSort, type TableSort } from '@/lib/api/table-order'
import { type BulkChoice, chooseForAction } from './bulk-action'
import { BulkBar } from './bulk-bar'
import type { Member, MemberColumn, MemberKind } from './member'
import { MemberTable } from './member-table'
import { MemberToolbar } from './member-toolbar'
import css from './members.module.css'
import { NOTHING_SELECTED, type RowSelection } from './row-selection'

/** `instance` names the one in the inspector, of whatever kind: events and holders link to it without asking which. */
const URL_KEYS = { state: parseAsString.withDefault(''), instance: parseAsString.withDefault('') }

export type MemberListProps<T, A extends string> = {
  readonly kind: MemberKind<T, A>
  readonly members: readonly T[]
  readonly columns: readonly MemberColumn<T>[]
  /** Those that stay when the inspector takes its place at the right, the least needed last. */
  readonly beside: readonly string[]
  /** Those that go first where there is no room for all. */
  readonly spare: readonly string[]
  /** `member` null: it is none of this group any more. */
  readonly inspector: (of: {
    readonly id: string
    readonly member: T | null
    readonly onAction: (action: A, id: string) => void
    readonly onClose: (() => void) | undefined
  }) => ReactNode
  /** The confirmation of an action; `choice` null: closed. */
  readonly confirmation: (of: {
    readonly choice: BulkChoice<T, A> | null
    readonly onClose: () => void
    readonly onDone: () => void
  }) => ReactNode
}

/** The members of a group: search, sort, filter and the one in the inspector stand in the URL. */
export function MemberList<A extends string, T extends Member<A>>(props: MemberListProps<T, A>) {
  const { kind, members, columns: every } = props
  const [url, setUrl] = useQueryStates(URL_KEYS, { history: 'replace', clearOnDefault: true })
  const order = useTableUrl(undefined)
  const sort = parseSort(
    order.sort,
    every.map(({ id }) => id),
  )
  const rows = useShown(props, { text: order.q, state: url.state, sort })
  const [selection, setSelection] = useState<RowSelection>(NOTHING_SELECTED)
  const [choice, setChoice] = useState<BulkChoice<T, A> | null>(null)
  const narrow = useMediaQuery('(max-width: 70em)') ?? false

  const byId = useMemo(() => new Map(members.map((one) => [one.id, one])), [members])
  const selected = useMemo(
    () => [...selection.keys].flatMap((id) => byId.get(id) ?? []),
    [selection.keys, byId],
  )
  const hidden = useMemo(() => hiddenCount(rows, selected), [rows, selected])
  const open = url.instance === '' ? null : url.instance
  const show = (id: string | null) => void setUrl({ instance: id ?? '' })
  const ask = (action: A, id: string) => {
    const member = byId.get(id)
    if (member) setChoice(chooseForAction(kind, action, [member]))
  }
  const columns = useColumns(props, open !== null && !narrow)
  const inspector =
    open !== null &&
    props.inspector({
      ...{ id: open, member: byId.get(open) ?? null, onAction: ask },
      onClose: narrow ? undefined : () => show(null),
    })
  return (
    <>
      <MemberToolbar
        kind={kind}
        members={members}
        columns={every}
        order={order}
        state={url.state}
        onState={(state) => void setUrl({ state })}
        sort={sort}
        shown={rows.length}
      />
      <div className={css.columns} data-inspects={(open !== null && !narrow) || undefined}>
        <div className={css.main}>
          <MemberTable
            kind={kind}
            rows={rows}
            columns={columns}
            sort={sort}
            onSort={(next) => order.setSort(formatSort(next))}
            selection={selection}
            onSelection={setSelection}
            open={open}
            onOpen={(id) => show(id === open ? null : id)}
            onAction={ask}
            onShowAll={() => {
              order.setQ('')
              void setUrl({ state: '' })
            }}
          />
          <p className={css.keys}>
            Arrow keys go through the rows, Enter opens one, space selects it, shift selects as far as there.
          </p>
          <BulkBar
            kind={kind}
            selected={selected}
            hidden={hidden}
            onAction={setChoice}
            onClear={() => setSelection(NOTHING_SELECTED)}
          />
        </div>
        {inspector && !narrow && (
          <aside className={css.inspector} aria-label={`Inspector, ${open}`}>
            {inspector}
          </aside>
        )}
      </div>
      <Drawer
        opened={open !== null && narrow}
        onClose={() => show(null)}
        position="right"
        size="min(420px, 100%)"
        title={kind.title}
        closeButtonProps={{ 'aria-label': 'Close the inspector' }}
      >
        {inspector}
      </Drawer>
      {props.confirmation({
        ...{ choice, onClose: () => setChoice(null) },
        onDone: () => setSelection(NOTHING_SELECTED),
      })}
    </>
  )
}

function useShown<A extends string, T extends Member<A>>(
  { kind, members, columns }: MemberListProps<T, A>,
  by: { readonly text: string; readonly state: string; readonly sort: TableSort | null },
): readonly T[] {
  const { text, state } = by
  const id = by.sort?.id ?? 'id'
  const desc = by.sort?.desc === true
  return useMemo(() => {
    const keeps = kind.filters.find(({ value }) => value === state)?.keeps
    const found = members.filter(
      (one) => (keeps?.(one) ?? true) && (text.trim() === '' || matchesText(kind.text(one), text)),
    )
    const value = columns.find((column) => column.id === id)?.sortValue
    // The value of each row once, not once per comparison.
    const keyed = found.map((one) => ({ one, value: value?.(one) ?? one.ordinal }))
    const way = desc ? -1 : 1
    keyed.sort((a, b) => way * compareValues(a.value, b.value) || a.one.ordinal - b.one.ordinal)
    return keyed.map(({ one }) => one)
  }, [kind, members, columns, text, state, id, desc])
}

function hiddenCount<T extends { readonly id: string }>(rows: readonly T[], selected: readonly T[]): number {
  if (selected.length === 0) return 0
  const shown = new Set(rows.map(({ id }) => id))
  return selected.filter(({ id }) => !shown.has(id)).length
}

/** Between a phone and a wide screen there is no room for every column; the inspector has them all. */
function useColumns<A extends string, T extends Member<A>>(
  { columns, beside, spare }: MemberListProps<T, A>,
  inspects: boolean,
): readonly MemberColumn<T>[] {
  const tight = useMediaQuery('(min-width: 48em) and (max-width: 80em)') ?? false
  return useMemo(() => {
    const stay = tight ? beside.slice(0, -1) : beside
    return columns.filter(({ id }) => (inspects ? stay.includes(id) : !tight || !spare.includes(id)))
  }, [columns, beside, spare, inspects, tight])
}
