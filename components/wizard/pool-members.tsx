'use client'

import { IconX } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { Ip } from '@/components/shell/ip'
import { ScrollRegion } from '@/components/shell/scroll-region'
import { StatusSquare } from '@/components/shell/status-square'
import type { AddressStatus } from '@/lib/domain/occupancy'
import { plural } from '@/lib/domain/plural'
import { formatPoolEntry } from '@/lib/domain/pool'
import { type RangeSet, rangesSize } from '@/lib/domain/ranges'
import { fieldId } from './fields'
import css from './pool.module.css'
import { countVerdicts, type PoolRow, type PoolRows, unusableRanges, wordVerdict } from './pool-verdicts'
import { THE_POOL } from './pools'
import type { JudgedPool } from './use-judgement'

/** Up to here every row is in the page; beyond, only those in view are. */
const ALL_DRAWN = 50
const ROW_HEIGHT = 36

type Hands = {
  readonly pool: JudgedPool
  readonly onRemove: (ranges: RangeSet) => void
  readonly onReplace: (row: PoolRow, suggestion: string) => void
}

type Listed = Hands & { readonly rows: PoolRows; readonly set: RangeSet }

/** The members, each with its verdict, and what can be done about all of them. */
export function PoolMembers(props: Listed) {
  const { rows } = props
  if (rows.count === 0) return null
  return (
    <>
      {rows.count <= ALL_DRAWN ? (
        <ul className={css.rows} aria-label="Pool members">
          {Array.from({ length: rows.count }, (_, index) => rows.at(index)).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the next row takes a removed one's place, and the focus
            <li key={index} className={css.row} data-tone={row.verdict?.tone}>
              <Member row={row} isLast={index === rows.count - 1} {...props} />
            </li>
          ))}
        </ul>
      ) : (
        <LongList {...props} />
      )}
      <PoolTotals {...props} />
    </>
  )
}

function LongList(props: Listed) {
  const { rows } = props
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  return (
    <ScrollRegion className={css.scroll} ref={scroll} aria-label="Pool members, scrolling">
      <ul className={css.virtual} aria-label="Pool members" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows.at(item.index)
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className={css.row}
              data-tone={row.verdict?.tone}
              aria-setsize={rows.count}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Member row={row} isLast={item.index === rows.count - 1} {...props} />
            </li>
          )
        })}
      </ul>
    </ScrollRegion>
  )
}

const SQUARES: Readonly<Record<'ok' | 'resting' | 'bad', AddressStatus>> = {
  ok: 'planned',
  resting: 'cooling',
  bad: 'foreign',
}

/** Every member of a stateful group's pool will be taken; VMs take just as many as there are of them. */
function squareOf(tone: 'ok' | 'resting' | 'bad' | undefined, { key }: JudgedPool): AddressStatus {
  if (tone === undefined) return 'free'
  return tone === 'ok' && key !== THE_POOL ? 'pool' : SQUARES[tone]
}

function Member({ row, isLast, pool, onRemove, onReplace }: Hands & { row: PoolRow; isLast: boolean }) {
  const { check, enabled } = pool
  const { verdict } = row
  const name = formatPoolEntry(row.entry)
  const suggestion = verdict?.suggestion ?? null
  const waiting = !enabled || pool.subnetIds.length === 0 ? '' : check.checking ? 'checking' : 'not checked'
  return (
    <>
      <StatusSquare status={squareOf(verdict?.tone, pool)} />
      <span className={css.address}>
        <Ip address={name} />
      </span>
      <small>
        {row.size > 1 && `${row.size.toLocaleString('en')} addresses: `}
        {verdict ? wordVerdict(verdict) : waiting}
        {suggestion && enabled && (
          <>
            {' '}
            <button
              type="button"
              className={css.choose}
              onClick={() => onReplace(row, suggestion)}
              aria-label={`Choose ${suggestion} instead of ${name}`}
            >
              Choose {suggestion}
            </button>
          </>
        )}
      </small>
      <button
        type="button"
        className={css.tool}
        disabled={!enabled}
        onClick={() => {
          onRemove([row.entry])
          // No row follows that could take the focus.
          if (isLast) document.getElementById(fieldId(pool.path))?.focus()
        }}
        aria-label={`Remove ${name}`}
      >
        <IconX size={14} aria-hidden />
      </button>
    </>
  )
}

/** "9 members: 7 usable, 1 resting, 1 unusable", and the broom. */
function PoolTotals({ pool, rows, set, onRemove }: Listed) {
  const { check, enabled } = pool
  const { size, usable, resting, bad } = useMemo(() => countVerdicts(set, check.view), [set, check.view])
  const unusable = useMemo(() => unusableRanges(set, check.view), [set, check.view])
  const removable = Number(rangesSize(unusable))
  const parts = [
    usable > 0 ? `${usable.toLocaleString('en')} usable` : '',
    resting > 0 ? `${resting.toLocaleString('en')} resting` : '',
    bad > 0 ? `${bad.toLocaleString('en')} unusable` : '',
  ].filter((part) => part !== '')
  const state = !enabled
    ? ''
    : pool.subnetIds.length === 0
      ? `: ${pool.path === 'persistence.privateIpPool' ? 'choose subnets in General' : 'choose a subnet'}, then each is checked`
      : check.failed
        ? `: ${check.failed}`
        : parts.length > 0
          ? `: ${parts.join(', ')}`
          : ''
  return (
    <div className={css.totals}>
      <span role="status">
        {plural(size, 'member')}
        {state}
      </span>
      <span className={css.totalTools}>
        <span className={css.checking} aria-hidden>
          {enabled && check.checking ? 'Checking…' : ''}
        </span>
        {enabled && unusable.length > 0 && (
          <button type="button" className={css.choose} onClick={() => onRemove(unusable)}>
            {removeWords(removable, bad)}
          </button>
        )}
        {enabled && rows.count > 1 && (
          <button type="button" className={css.quiet} onClick={() => onRemove(set)}>
            Remove all
          </button>
        )}
      </span>
    </div>
  )
}

/** Only those that the answer lists can be removed at once. */
function removeWords(removable: number, bad: number): string {
  if (bad === 1) return 'Remove the unusable one'
  const some = removable.toLocaleString('en')
  return removable < bad ? `Remove the first ${some} unusable` : `Remove the ${some} unusable`
}
