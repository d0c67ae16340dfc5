import type { PublicIpSku } from './cloud-rules'
import { hexOf } from './digest'
import type { Group } from './group'
import type { Holder } from './refusal'

/** The rule by which an address or a public IP was chosen. */
export type ChoiceRule = 'A2' | 'A3' | 'A4' | 'A6' | 'A8' | 'B4' | 'B6' | 'Z5' | 'Z6'

/** Why a candidate could not be had. */
export type Obstacle =
  | { readonly kind: 'held'; readonly holder: Holder | null }
  /** Taken earlier in the same change. */
  | { readonly kind: 'planned'; readonly holder: Holder }
  /** B4 */
  | { readonly kind: 'resting'; readonly until: string }
  /** A member of a private IP pool: nothing is drawn from among them. */
  | { readonly kind: 'pooled' }
  | { readonly kind: 'reserved' }
  /** Z6: of other zones; none: of no zone. */
  | { readonly kind: 'other-zone'; readonly zones: readonly string[] }
  /** Z4 */
  | { readonly kind: 'other-sku'; readonly sku: PublicIpSku }
  /** Z8: the cloud may change it at any time. */
  | { readonly kind: 'not-static' }
  /** In no subnet of the group, or not known to Holdfast. */
  | { readonly kind: 'unknown' }

/** One that was looked at and passed over: an address, or a public IP by id with its address. */
export type Skipped = {
  readonly candidate: string
  /** Of an address. */
  readonly subnetId: string | null
  /** Of a public IP. */
  readonly publicIpId: string | null
  readonly because: Obstacle
}

/** What a draw was made from, as it was when its change began. Counts are decimal text: IPv6 goes beyond numbers. */
export type DrawnFrom = {
  readonly subnetId: string
  readonly cidr: string
  readonly size: string
  readonly free: string
  /** What was not free, counted once each, by its first reason in this order. */
  readonly held: string
  /** Taken earlier in the same change. */
  readonly planned: string
  readonly resting: string
  readonly reserved: string
  readonly pooled: string
}

/** How it was found among its candidates. */
export type Choosing =
  /** Each free address of these blocks with the same chance; the seed fixes which. */
  | { readonly kind: 'drawn'; readonly seed: number; readonly from: readonly DrawnFrom[] }
  /** It came with an interface that was nobody's. */
  | { readonly kind: 'adopted'; readonly interfaceId: string }
  /** It had that address before, and a change that ended it was undone. */
  | { readonly kind: 'had-before' }
  /** One instance for every member that can be had: there was nothing to choose. */
  | { readonly kind: 'for-member'; readonly of: number }
  /** The first that could be had, in list order; `position` counts from 1. `zone`: where it had to fit. */
  | {
      readonly kind: 'first-free'
      readonly nic: string | null
      readonly position: number
      readonly of: number
      readonly zone: string | null
    }
  /** None of the listed could be had, or none is listed: the cloud chose. */
  | {
      readonly kind: 'by-cloud'
      readonly nic: string
      readonly of: number
      readonly zone: string | null
    }

/**
 * Why this address and not another. Made by what chose it, at that moment, from what it looked at: nothing of it is
 * reconstructed afterwards. Allocations that were chosen alike in one change share one.
 *
 * `skipped`: the first that were passed over, in the order in which they were looked at; `others` counts those that are
 * not listed, by kind of obstacle. `restedUntil`: it rested, and its own group had it back at once (B4).
 */
export type Explanation = {
  readonly rule: ChoiceRule
  readonly how: Choosing
  readonly restedUntil: string | null
  readonly skipped: readonly Skipped[]
  readonly others: Readonly<Partial<Record<Obstacle['kind'], number>>>
}

export type KeptExplanation = { readonly id: string; readonly why: Explanation }

/** So many candidates are named in one explanation; the others are counted. */
export const MOST_SKIPPED = 8
/** So many explanations of one change name candidates: a thousand VMs launched together pass the same ones over. */
export const MOST_NAMING = 256

/** The explanations of one change. What is chosen alike is written once, under one id. */
export class ExplanationBook {
  private readonly ids = new Map<Explanation, string>()
  private naming = 0

  constructor(
    private readonly group: Group,
    private readonly seed: number,
  ) {}

  /** Under the same id whenever the same change is decided again. */
  keep(why: Explanation): string {
    const known = this.ids.get(why)
    if (known) return known
    const id = `why-${hexOf(13, this.group.id, this.group.version, this.seed, this.ids.size)}`
    const named = why.skipped.length > 0 && ++this.naming > MOST_NAMING ? withoutNames(why) : why
    this.ids.set(why, id)
    this.kept.push({ id, why: named })
    return id
  }

  readonly kept: KeptExplanation[] = []
}

function withoutNames(why: Explanation): Explanation {
  const others = { ...why.others }
  for (const { because } of why.skipped) others[because.kind] = (others[because.kind] ?? 0) + 1
  return { ...why, skipped: [], others }
}

/** What was passed over so far: the first by name, the others by number. Copied when it is told. */
export class SkippedSoFar {
  private readonly first: Skipped[] = []
  private readonly others: Partial<Record<Obstacle['kind'], number>> = {}

  /** `one` is made where it is listed, and only there: a thousand VMs pass over a thousand members each. */
  add({ kind }: Obstacle, one: () => Skipped): void {
    if (this.first.length < MOST_SKIPPED) this.first.push(one())
    else this.others[kind] = (this.others[kind] ?? 0) + 1
  }

  told(): Pick<Explanation, 'skipped' | 'others'> {
    return { skipped: [...this.first], others: { ...this.others } }
  }
}
