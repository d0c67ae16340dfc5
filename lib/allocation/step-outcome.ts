import type { Address } from '@/lib/domain/address'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import type { NewEvent } from '@/lib/domain/event'
import type { Operation } from '@/lib/domain/operation'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { CloudError } from './ports/cloud'

/** What the cloud answered to the step at the cursor; `found`: it was not asked, the work was there already. */
export type StepOutcome =
  | ({ readonly ok: true; readonly found?: boolean } & StepTold)
  | { readonly ok: false; readonly error: CloudError }

/** What was made, and what of it the cloud has chosen. */
export type StepTold = {
  readonly interfaceId?: string
  readonly address?: Address
  readonly machineId?: string
  readonly zone?: string | null
  readonly publicIpId?: string
  readonly publicAddress?: string
}

/** The journal entry that follows an outcome: full new rows, and what the end of the work lets go. */
export type Advanced = {
  readonly operation: Operation
  readonly instance: StatefulInstance
  readonly releaseAddress: boolean
  readonly releasePublicIp: boolean
  readonly keepInterface: boolean
  readonly events: readonly NewEvent[]
}

/** How long to wait before the n-th repetition, and when to give up. Times in milliseconds. */
export type RetryPolicy = {
  readonly firstDelay: number
  readonly longestDelay: number
  readonly attempts: number
}

/** About two minutes in all: longer than a throttle, shorter than an operator's patience with a spinner. */
export const DEFAULT_RETRY: RetryPolicy = { firstDelay: 500, longestDelay: 30_000, attempts: 9 }

/** When the next try is due, after `attempts` that failed. */
export function laterAfter(attempts: number, now: string, { firstDelay, longestDelay }: RetryPolicy): string {
  const delay = Math.min(longestDelay, firstDelay * 2 ** Math.min(attempts, 20))
  return new Date(Date.parse(now) + delay).toISOString()
}

export type StepContext = {
  readonly now: string
  readonly retry: RetryPolicy
  /** Of the group's cloud: reasons and events are kept as sentences. */
  readonly words: CloudWords
}

/** What passes by itself: the step is tried again. */
export const PASSING = new Set<CloudError['kind']>(['throttled', 'outcome-unknown', 'transient', 'capacity'])

/** The phase in which a step waits for its next try: an answer that was lost once leaves the outcome open. */
export const phaseAfter = (operation: Operation, error: CloudError): Operation['phase'] =>
  error.kind === 'outcome-unknown' ? 'unknown' : operation.phase

/** Nothing is let go. */
export const calm = { releaseAddress: false, releasePublicIp: false, keepInterface: false } as const
