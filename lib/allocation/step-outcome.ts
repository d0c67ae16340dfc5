import type { CloudWords } from '@/lib/domain/cloud-rules'
import type { NewEvent } from '@/lib/domain/event'
import type { Operation } from '@/lib/domain/operation'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { CloudError } from './ports'

/** What the cloud answered to the step at the cursor. */
export type StepOutcome =
  | { readonly ok: true; readonly interfaceId?: string; readonly machineId?: string }
  | { readonly ok: false; readonly error: CloudError }

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

export type StepContext = {
  readonly now: string
  readonly retry: RetryPolicy
  /** Of the group's cloud: reasons and events are kept as sentences. */
  readonly words: CloudWords
}

/** Nothing is let go. */
export const calm = { releaseAddress: false, releasePublicIp: false, keepInterface: false } as const
