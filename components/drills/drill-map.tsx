'use client'

import { useMemo } from 'react'
import { cellRowLabel } from '@/components/map/labels'
import { indexOfAddress, indexRect, layoutOf, type MapLayout } from '@/components/map/layout'
import { durationText } from '@/lib/api/drill-messages'
import { address, addressBits } from '@/lib/domain/address'
import { blockOf, cidr, formatCidr } from '@/lib/domain/cidr'
import type { Cell } from '@/lib/domain/drill-cells'
import type { DrillSubnet } from '@/lib/domain/drill-report'
import { CellMark, StateMark } from './drill-marks'
import { CELL_WORDS } from './drill-words'
import css from './drills.module.css'

/** More would be a wall of chips: the table has them all. */
const PUBLIC_SHOWN = 120

/**
 * Where every address of the drill sits, by the map's own rule: a /24 is 16 × 16 cells. Only blocks that the drill
 * touches are drawn. For whoever does not see it the table below says the same.
 */
export function DrillMap(props: {
  subnets: readonly DrillSubnet[]
  cells: readonly Cell[]
  publicCells: readonly Cell[]
  at: number
}) {
  const { subnets, cells, publicCells } = props
  const blocks = useMemo(() => blocksOf(subnets, cells), [subnets, cells])
  const when = durationText(props.at)
  return (
    <div className={css.map}>
      <div className={css.blocks}>
        {blocks.map((block) => (
          <Block key={`${block.subnet.id} ${block.label}`} block={block} when={when} />
        ))}
      </div>
      {publicCells.length > 0 && (
        <div>
          <h2 className={css.blockTitle}>Public addresses</h2>
          <ul className={css.chips}>
            {publicCells.slice(0, PUBLIC_SHOWN).map((cell) => (
              <li key={cell.address} title={`${CELL_WORDS[cell.state]}, ${cell.place.instanceId}`}>
                <StateMark state={cell.state} /> {cell.address}
                <span className={css.unseen}>, {CELL_WORDS[cell.state]}</span>
              </li>
            ))}
            {publicCells.length > PUBLIC_SHOWN && (
              <li>and {(publicCells.length - PUBLIC_SHOWN).toLocaleString('en')} more in the table</li>
            )}
          </ul>
        </div>
      )}
    </div>
  )
}

type Drawn = {
  readonly subnet: DrillSubnet
  readonly label: string
  readonly layout: MapLayout
  readonly cells: readonly { readonly index: number; readonly cell: Cell }[]
}

/** The /24s (or whole subnets, where those are smaller) that have any of these addresses, in order. */
function blocksOf(subnets: readonly DrillSubnet[], cells: readonly Cell[]): readonly Drawn[] {
  const found = new Map<
    string,
    { subnet: DrillSubnet; layout: MapLayout; cells: { index: number; cell: Cell }[] }
  >()
  const bySubnet = new Map(subnets.map((one) => [one.id, { subnet: one, whole: cidr(one.cidr) }]))
  for (const cell of cells) {
    const its = bySubnet.get(cell.subnetId ?? '')
    if (!its) continue
    const at = address(cell.address)
    const block = blockOf(at, Math.max(its.whole.prefix, addressBits(at.family) - 8))
    const key = `${its.subnet.id} ${formatCidr(block)}`
    const drawn = found.get(key) ?? { subnet: its.subnet, layout: layoutOf(block), cells: [] }
    const index = indexOfAddress(drawn.layout, at)
    if (index !== null) drawn.cells.push({ index, cell })
    found.set(key, drawn)
  }
  return [...found.values()]
    .map((one) => ({ ...one, label: formatCidr(one.layout.cidr) }))
    .sort(
      (a, b) =>
        a.subnet.name.localeCompare(b.subnet.name) || (a.layout.cidr.base < b.layout.cidr.base ? -1 : 1),
    )
}

function Block(props: { block: Drawn; when: string }) {
  const { layout, subnet, label, cells } = props.block
  const rows = Array.from({ length: layout.rows }, (_, row) => row)
  return (
    <figure className={css.block}>
      <figcaption className={css.blockTitle}>
        {subnet.name} <span className={css.soft}>{label}</span>
        {subnet.zone && <span className={css.soft}> zone {subnet.zone}</span>}
      </figcaption>
      <svg
        className={css.grid}
        viewBox={`-2.2 -0.3 ${layout.columns + 2.6} ${layout.rows + 0.6}`}
        style={{ maxWidth: `${(layout.columns + 2.6) * 15}px` }}
        role="img"
        aria-label={`${label} at ${props.when}: ${countText(cells.map((one) => one.cell))}`}
      >
        {rows.map((row) => (
          <text key={row} className={css.rowLabel} x={-0.35} y={row + 0.72}>
            {cellRowLabel(layout, row)}
          </text>
        ))}
        <Free layout={layout} />
        {cells.map(({ index, cell }) => {
          const { x, y } = indexRect(layout, index)
          return (
            <g key={cell.address}>
              <title>{`${cell.address}: ${CELL_WORDS[cell.state]}, ${cell.place.instanceId}`}</title>
              <CellMark state={cell.state} x={x} y={y} />
            </g>
          )
        })}
      </svg>
    </figure>
  )
}

/** The hairlines of all cells as one path: what is free has nothing but them. */
const Free = ({ layout }: { layout: MapLayout }) => {
  const down = Array.from({ length: layout.columns + 1 }, (_, x) => `M${x} 0V${layout.rows}`)
  const across = Array.from({ length: layout.rows + 1 }, (_, y) => `M0 ${y}H${layout.columns}`)
  return <path className={css.free} d={[...down, ...across].join('')} />
}

function countText(cells: readonly Cell[]): string {
  const counts = new Map<string, number>()
  for (const { state } of cells) counts.set(CELL_WORDS[state], (counts.get(CELL_WORDS[state]) ?? 0) + 1)
  return [...counts].map(([word, count]) => `${count} ${word.toLowerCase()}`).join(', ')
}
