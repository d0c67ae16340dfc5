/** One measured figure. Where there is a baseline, it was measured in the same run. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly baseline: number | null
  /** value / baseline. */
  readonly ratio: number | null
  /** In words, e.g. "≥ 0.25 of the raw driver". */
  readonly goal: string
  /** Null where there is no goal. */
  readonly met: boolean | null
}
