import { Chip } from '@/components/shell/chips'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import type { PoolsView } from '@/lib/api/views/vms'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import { many } from '@/lib/domain/cloud-words'
import css from './network.module.css'
import { Part } from './network-part'
import { adviceTexts, type MatrixLine, matrixLines, matrixNotes } from './zone-matrix-words'

/** "Pools by zone": what each pool can still give where, and what to add. */
export function ZoneMatrix(props: {
  pools: PoolsView
  words: CloudWords
  launches: number
  maximum: number
}) {
  const { pools, words, launches } = props
  const lines = matrixLines(pools, many(words.publicIp))
  const notes = matrixNotes(pools, words.machine)
  const advice = adviceTexts(pools, props.maximum)
  if (lines.length === 0) return null
  return (
    <Part title="Pools by zone">
      <DataTable
        label="Pools by zone"
        urlPrefix="zones"
        rows={lines}
        columns={columnsOf(words.machine, launches)}
        rowKey={({ key }) => key}
      />
      {notes.length + advice.length > 0 && (
        <ul className={css.notes}>
          {[...notes, ...advice].map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </Part>
  )
}

const columnsOf = (machine: string, launches: number): readonly DataColumn<MatrixLine>[] => [
  {
    id: 'pool',
    header: 'Pool',
    width: '19%',
    narrow: 'title',
    cell: ({ pool }) => pool,
  },
  { id: 'zone', header: 'Zone', width: '11%', cell: ({ zone }) => zone },
  {
    id: 'free',
    header: 'Free members',
    width: '18%',
    sortValue: ({ free }) => free,
    cell: ({ freeText }) => freeText,
  },
  {
    id: 'held',
    header: 'Held',
    width: '16%',
    sortValue: ({ held }) => held,
    cell: ({ heldText }) => <span className={css.soft}>{heldText}</span>,
  },
  {
    id: 'next',
    header: `Next ${machine} there`,
    width: '15%',
    sortValue: ({ next }) => Number(next),
    cell: ({ next }) => <Chip tone={next ? 'ok' : 'warn'}>{next ? 'Pool address' : 'Dynamic'}</Chip>,
  },
  ...(launches > 1
    ? [
        {
          id: 'covered',
          header: `Next ${launches.toLocaleString('en')} there`,
          width: '13%',
          sortValue: ({ covered }: MatrixLine) => covered,
          cell: ({ coveredText }: MatrixLine) => coveredText,
        },
      ]
    : []),
  {
    id: 'add',
    header: 'To add',
    align: 'right',
    sortValue: ({ add }) => add,
    cell: ({ addText }) => addText,
  },
]
