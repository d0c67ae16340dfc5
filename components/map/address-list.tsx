'use client'

import { Select } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { statusWords } from '@/lib/api/status-words'
import { formatCidr } from '@/lib/domain/cidr'
import type { AddressStatus } from '@/lib/domain/occupancy'
import { Ago } from '../shell/ago'
import { Ip } from '../shell/ip'
import { ScrollRegion } from '../shell/scroll-region'
import { SearchField } from '../shell/search-field'
import { StatusSquare } from '../shell/status-square'
import css from './address-list.module.css'
import { blockWords, holderBeside } from './describe'
import { LEGEND_ORDER } from './legend-order'
import { listRows, nameOf } from './list-rows'
import { type MapModel, statusAtIndex } from './map-model'
import { useCell } from './use-cell'

const ROW_HEIGHT = 37
/** On narrow screens who holds an address stands below its status. */
const NARROW_ROW_HEIGHT = 54

/**
 * The map as a table: every address that is not free (or those of one status), in order, found by any part of it.
 * Rows are drawn as they come into sight; who holds an address is read per square.
 */
export function AddressList(props: {
  model: MapModel
  selection: string | null
  onSelect: ((address: string) => void) | undefined
  onOpenBlock: ((cidr: string) => void) | undefined
  lit: AddressStatus | null
  onLight: (status: AddressStatus | null) => void
  compact: boolean
}) {
  const { model, lit } = props
  const [find, setFind] = useState('')
  const wanted = useDeferredValue(find)
  const rows = useMemo(() => listRows(model, lit, wanted), [model, lit, wanted])
  const small = useMediaQuery('(max-width: 640px)') ?? false
  const narrow = small || props.compact
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => (narrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT),
    overscan: 10,
    initialRect: { width: 700, height: 480 },
  })
  const items = virtual.getVirtualItems()
  const above = items[0]?.start ?? 0
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const present = LEGEND_ORDER.filter((status) => model.counts[status] > 0n || status === lit)
  const open = (index: number) =>
    model.blocks ? props.onOpenBlock?.(nameOf(model, index)) : props.onSelect?.(nameOf(model, index))
  const columns = model.blocks || narrow ? 2 : 4
  const what = model.blocks ? 'blocks' : 'addresses'
  return (
    <div>
      <div className={css.tools}>
        <SearchField label="Find an address" value={find} onChange={setFind} />
        <Select
          aria-label="Status"
          className={css.status}
          data={[
            { value: '', label: 'All but free' },
            ...present.map((status) => ({ value: status, label: statusWords(status, model.cloud) })),
          ]}
          value={lit ?? ''}
          allowDeselect={false}
          onChange={(value) => props.onLight(present.find((status) => status === value) ?? null)}
        />
        <span className={css.count} role="status">
          {rows.length.toLocaleString('en')} {rows.length === 1 ? (model.blocks ? 'block' : 'address') : what}
        </span>
      </div>
      <ScrollRegion
        ref={scroll}
        className={css.scroll}
        data-compact={props.compact || undefined}
        aria-label={`List of ${what}`}
      >
        <table
          className={css.table}
          data-narrow={narrow || undefined}
          aria-label={`${what === 'blocks' ? 'Blocks' : 'Addresses'} of ${formatCidr(model.layout.cidr)}`}
          aria-rowcount={rows.length + 1}
        >
          <thead>
            <tr>
              <th scope="col" className={css.address} data-wide={model.blocks ? true : undefined}>
                {model.blocks ? 'Block' : 'Address'}
              </th>
              <th scope="col" className={model.blocks ? undefined : css.state}>
                Status
              </th>
              {columns > 2 && <th scope="col">Holder</th>}
              {columns > 2 && (
                <th scope="col" className={css.since}>
                  Since
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Gap height={above} columns={columns} />}
            {items.map((item) => {
              const index = rows[item.index]
              if (index === undefined) return null
              return (
                <Row
                  key={index}
                  model={model}
                  index={index}
                  at={item.index}
                  current={nameOf(model, index) === props.selection}
                  narrow={narrow}
                  onOpen={open}
                />
              )
            })}
            {below > 0 && <Gap height={below} columns={columns} />}
          </tbody>
        </table>
        {rows.length === 0 && (
          <p className={css.nothing}>
            {find === '' && lit === null ? 'Every address is free.' : 'Nothing matches.'}
          </p>
        )}
      </ScrollRegion>
    </div>
  )
}

const Gap = (props: { height: number; columns: number }) => (
  <tr aria-hidden style={{ height: props.height }}>
    <td colSpan={props.columns} />
  </tr>
)

function Row(props: {
  model: MapModel
  index: number
  at: number
  current: boolean
  narrow: boolean
  onOpen: (index: number) => void
}) {
  const { model, index, narrow } = props
  const cell = useCell(model, index)
  const status = statusAtIndex(model, index)
  const counts = model.blocks?.[index]
  const words = counts ? blockWords(counts, model.cloud) : statusWords(status, model.cloud)
  const holder = (
    <>
      {cell && holderBeside(words, cell.holderText)}
      {model.drift.has(index) && <span className={css.bad}> {cell?.drift ?? 'Drift'}</span>}
    </>
  )
  return (
    <tr
      aria-rowindex={props.at + 2}
      data-current={props.current || undefined}
      onClick={() => props.onOpen(index)}
    >
      <td>
        <button
          type="button"
          className={css.open}
          aria-current={props.current || undefined}
          onClick={(event) => {
            event.stopPropagation()
            props.onOpen(index)
          }}
        >
          <Ip address={nameOf(model, index)} />
        </button>
      </td>
      <td>
        <span className={css.words}>
          <StatusSquare status={status} />
          {words}
        </span>
        {narrow && !counts && <span className={css.below}>{holder}</span>}
      </td>
      {!counts && !narrow && <td className={css.holder}>{holder}</td>}
      {!counts && !narrow && <td className={css.since}>{cell?.since && <Ago at={cell.since} still />}</td>}
    </tr>
  )
}
