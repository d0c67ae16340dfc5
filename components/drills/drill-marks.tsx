import type { CellState } from '@/lib/domain/drill-cells'
import css from './marks.module.css'

/**
 * How an address of each state looks. Every state differs by rim, hatching or mark as well as by hue:
 *
 *   kept filled   moved filled, hollow in the middle   fell-back striped, dark rim
 *   dark hatched, dark rim   lost crossed out   left a dashed rim
 */
export function CellMark(props: { state: CellState; x?: number; y?: number; size?: number }) {
  const { state, x = 0, y = 0, size = 1 } = props
  return (
    <g className={css.cell} data-state={state} transform={`translate(${x} ${y}) scale(${size})`}>
      <rect className={css.ground} x="0.06" y="0.06" width="0.88" height="0.88" rx="0.16" />
      {INSIDE[state]}
    </g>
  )
}

const INSIDE: Readonly<Record<CellState, React.ReactNode>> = {
  kept: null,
  left: null,
  moved: <circle className={css.hollow} cx="0.5" cy="0.5" r="0.18" />,
  'fell-back': <path className={css.lines} d="M.12 .34H.88M.12 .66H.88" />,
  dark: <path className={css.lines} d="M.1 .9L.9 .1M.1 .5L.5 .1M.5 .9L.9 .5" />,
  lost: <path className={css.lines} d="M.24 .24L.76 .76M.76 .24L.24 .76" />,
}

/** The same beside words. */
export const StateMark = (props: { state: CellState }) => (
  <svg className={css.mark} viewBox="0 0 1 1" aria-hidden>
    <CellMark state={props.state} />
  </svg>
)
