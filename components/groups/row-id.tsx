'use client'

import { IconCopy } from '@tabler/icons-react'
import { copyText, ShortId } from '@/components/shell/id'
import { shortIdText } from '@/lib/domain/short-id'
import css from './member-cells.module.css'

/**
 * An id in a long table: like `Id`, but a tab stop only in the row that has the focus (`stop`), so that Tab leaves
 * the table instead of walking through thousands of ids. `bare`: only the icon, where the id stands beside it.
 */
export function RowId(props: { value: string; stop: boolean; bare?: boolean }) {
  return (
    <button
      type="button"
      className={css.copy}
      data-bare={props.bare || undefined}
      tabIndex={props.stop ? 0 : -1}
      aria-label={`${shortIdText(props.value)}, copy`}
      title={`Copy ${props.value}`}
      onClick={() => void copyText(props.value)}
    >
      {!props.bare && (
        <span className={css.copyText}>
          <ShortId of={props.value} />
        </span>
      )}
      <IconCopy className={css.copyIcon} size={12} aria-hidden />
    </button>
  )
}
