/** GET /api/ledger: the log as a whole, and how far its check is. */
export type LedgerView = {
  /** As it is noted elsewhere: "42:9f86d0…"; null while nothing was written. */
  readonly head: string | null
  readonly lastAt: string | null
  readonly events: number
  readonly first: { readonly seq: number; readonly at: string } | null
  readonly removed: { readonly events: number; readonly sentence: string } | null
  readonly keepEventsDays: number | null
  /** Why nothing old is removed although it is due. */
  readonly notRemoved: string | null
  readonly check: LedgerCheckView
}

export type LedgerCheckView =
  | { readonly state: 'never' }
  /** What every start looks at: the newest events. The whole was not verified since. */
  | {
      readonly state: 'newest'
      readonly at: string
      readonly isWhole: boolean
      readonly sentence: string
      readonly breaks: readonly string[]
    }
  | { readonly state: 'running'; readonly checked: number; readonly of: number }
  | { readonly state: 'failed'; readonly at: string; readonly sentence: string }
  | {
      readonly state: 'done'
      readonly at: string
      readonly isWhole: boolean
      /** The chain in one sentence, with its first break. */
      readonly sentence: string
      /** The other breaks. */
      readonly breaks: readonly string[]
      /** What else was checked: the rules that hold at every moment. */
      readonly rules: string
      readonly broken: readonly { readonly name: string; readonly examples: readonly string[] }[]
      /** The head that was checked. */
      readonly head: string | null
      readonly notes: readonly string[]
    }
