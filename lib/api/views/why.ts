import type { Holder } from '@/lib/domain/refusal'

/** GET /api/why → why an address or a public IP is as it is: why held by that one, why free, why reserved, why resting. */
export type WhyView = {
  /** One sentence: how it came to be so. */
  readonly headline: string
  /** The rule that decided, in words; null where no choice was made. */
  readonly rule: { readonly name: string; readonly text: string } | null
  /** When it was chosen. */
  readonly at: string | null
  /** More about it, a sentence each. */
  readonly facts: readonly string[]
  /** The candidates that were passed over, in the order in which they were looked at. */
  readonly skipped: readonly {
    readonly candidate: string
    /** Null for a public IP. */
    readonly subnetId: string | null
    readonly text: string
    readonly holder: Holder | null
  }[]
  /** "And 480 more: 470 held, 10 resting." */
  readonly others: string | null
  readonly groups: readonly { readonly id: string; readonly name: string }[]
}
