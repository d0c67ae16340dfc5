'use client'

import { Checkbox } from '@mantine/core'
import { memo, type Ref } from 'react'
import table from '@/components/shell/data-table.module.css'
import type { InstanceView } from '@/lib/api/views/instances'
import type { InstanceAction } from '@/lib/domain/stateful-instance'
import type { InstanceColumn } from './instance-columns'
import css from './instance-table.module.css'
import { RowId } from './row-id'
import { RowMenu } from './row-menu'

export type RowHandlers = {
  readonly onOpen: (id: string) => void
  readonly onSelect: (id: string, range: boolean) => void
  readonly onAction: (action: InstanceAction, id: string) => void
  readonly onEnter: (id: string) => void
}

type RowProps = {
  readonly instance: InstanceView
  readonly at: number
  readonly columns: readonly InstanceColumn[]
  readonly selected: boolean
  readonly open: boolean
  /** It holds the table's one tab stop. */
  readonly stop: boolean
  readonly handlers: RowHandlers
  readonly measure: Ref<HTMLTableRowElement>
}

/** One instance. Memoised: of 10,000 rows only those that changed are drawn again. */
export const InstanceRow = memo(function InstanceRow(props: RowProps) {
  const { instance, handlers, stop } = props
  return (
    <tr
      ref={props.measure}
      data-index={props.at}
      data-key={instance.id}
      aria-rowindex={props.at + 2}
      data-opens
      data-current={props.open || undefined}
      data-selected={props.selected || undefined}
      className={`${table.row} ${css.row}`}
      onFocus={() => handlers.onEnter(instance.id)}
    >
      <td className={table.tick}>
        <Checkbox
          size="xs"
          tabIndex={stop ? 0 : -1}
          aria-label={`Select ${instance.id}`}
          checked={props.selected}
          onChange={(event) => handlers.onSelect(instance.id, withShift(event.nativeEvent))}
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
                aria-label={instance.id}
                onClick={() => handlers.onOpen(instance.id)}
              >
                {column.cell(instance, stop)}
              </button>
              <RowId value={instance.id} stop={stop} bare />
            </span>
          ) : (
            column.cell(instance, stop)
          )}
        </td>
      ))}
      <td className={css.actions} data-narrow="bare">
        <RowMenu
          instance={instance}
          stop={stop}
          onAction={(action) => handlers.onAction(action, instance.id)}
        />
      </td>
    </tr>
  )
})

/** React reports a checkbox's click as its change; the click underneath knows about the shift key. */
const withShift = (event: Event): boolean => 'shiftKey' in event && event.shiftKey === true
