import { FATE_WORDS } from '@/lib/api/drill-messages'
import type { DrillRowView } from '@/lib/api/views/drills'
import type { CellState } from '@/lib/domain/drill-cells'
import { type DrillFigures, FATES } from '@/lib/domain/drill-report'

export const CELL_WORDS: Readonly<Record<CellState, string>> = {
  kept: FATE_WORDS.kept,
  moved: FATE_WORDS.moved,
  'fell-back': FATE_WORDS['fell-back'],
  dark: FATE_WORDS.waiting,
  lost: FATE_WORDS.lost,
  left: 'Left behind',
}

/** "5 kept, 2 fell back to dynamic" */
function figuresText({ byFate }: DrillFigures): string {
  const parts = FATES.flatMap((fate) =>
    byFate[fate] > 0 ? [`${byFate[fate].toLocaleString('en')} ${FATE_WORDS[fate].toLowerCase()}`] : [],
  )
  return parts.join('; ')
}

export function outcomeText(row: DrillRowView): string {
  switch (row.state) {
    case 'playing':
      return 'Being played'
    case 'cancelled':
      return 'Cancelled'
    case 'failed':
      return row.problem ?? 'Failed'
    case 'broken-off':
      return 'Broken off: Holdfast was restarted'
    case 'done':
      return row.figures ? figuresText(row.figures) : 'Played'
  }
}
