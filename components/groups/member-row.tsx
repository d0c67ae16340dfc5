'use client'

import { Checkbox } from '@mantine/core'
import { memo, type Ref } from 'react'
import table from '@/components/shell/data-table.module.css'
import type { Member, MemberColumn, MemberKind } from './member'
import css from './member-table.module.css'
import { RowId } from './row-id'
import { RowMenu } from './row-menu'

export type RowHandlers<A extends string> = {
  readonly onOpen: (id: string) => void
  readonly onSelect: (id: string, range: boolean) => void
  readonly onAction: (action: A, id: string) => void
  readonly onEnter: (id: string) => void
}

type RowProps<T, A extends string> = {
  readonly kind: MemberKind<T, A>
  readonly member: T
  readonly at: number
  readonly columns: readonly MemberColumn<T>[]
  readonly selected: boolean
  readonly open: boolean
  /** It holds the table's one tab stop. */
  readonly stop: boolean
  readonly handlers: RowHandlers<A>
  readonly measure: Ref<HTMLTableRowElement>
}

/** One member. Memoised: of 10,000 rows only those that changed are drawn again. */
export const MemberRow = memo(Row) as typeof Row

function Row<A extends string, T extends Member<A>>(props: RowProps<T, A>) {
  const { member, handlers, stop } = props
  return (
    <tr
      ref={props.measure}
      data-index={props.at}
      data-key={member.id}
      aria-rowindex={props.at + 2}
      data-opens
      data-current={props.open || undefined}
      data-selected={props.selected || undefined}
      className={`${table.row} ${css.row}`}
      onFocus={() => handlers.onEnter(member.id)}
    >
      <td className={table.tick}>
        <Checkbox
          size="xs"
          tabIndex={stop ? 0 : -1}
          aria-label={`Select ${member.id}`}
          checked={props.selected}
          onChange={(event) => handlers.onSelect(member.id, withShift(event.nativeEvent))}
        />
      </td>
      {props.columns.map((column) => (
        <td
          key={column.id}
          data-narrow={column.id === 'id' ? 'title' : column.id === 'state' ? 'bare' : undefined}
          data-label={column.header}
        >
          {column.id === 'id' ? (
            <span className={css.title}>
              <button
                type="button"
                className={table.open}
                data-row-stop
                tabIndex={stop ? 0 : -1}
                aria-pressed={props.open}
                aria-label={member.id}
                onClick={() => handlers.onOpen(member.id)}
              >
                {column.cell(member, stop)}
              </button>
              <RowId value={member.id} stop={stop} bare />
            </span>
          ) : (
            column.cell(member, stop)
          )}
        </td>
      ))}
      <td className={css.actions} data-narrow="bare">
        <RowMenu
          kind={props.kind}
          member={member}
          stop={stop}
          onAction={(action) => handlers.onAction(action, member.id)}
          onWhy={() => {
            if (!props.open) handlers.onOpen(member.id)
          }}
        />
      </td>
    </tr>
  )
}

/** React reports a checkbox's click as its change; the click underneath knows about the shift key. */
const withShift = (event: Event): boolean => 'shiftKey' in event && event.shiftKey === true
