import type { Cloud } from './cloud-rules'

/**
 * The deletion of something in the cloud that no instance has: an interface that was kept or that nobody knows, a public
 * IP that was made for a VM which is gone. A journal of its own, with the rules of operations:
 *
 *   stored, running ─▶ look ─▶ delete in the cloud ─▶ done, its address rests
 *        │                │ in use, or refused
 *        │                └──▶ later: 1, 2, 4 … minutes, an hour at most, until it goes or is called off
 *   killed anywhere: done again from the start. Deleting what is gone succeeds.
 */
export type Disposal = {
  /** `dsp-` and 16 hexadecimal digits. */
  readonly id: string
  readonly kind: 'delete-interface' | 'delete-public-ip'
  readonly cloud: Cloud
  /** The cloud's id of what goes. */
  readonly resourceId: string
  readonly subnetId: string | null
  /** Canonical text. */
  readonly address: string | null
  /** What it was when it was asked to go: "kept when cassandra-ring was deleted". */
  readonly label: string
  readonly requestId: string
  readonly state: 'running' | 'done' | 'called-off'
  /** Failed tries. */
  readonly attempts: number
  /** Not to be tried again before; ISO 8601. */
  readonly notBefore: string | null
  readonly lastError: string | null
  readonly createdAt: string
  readonly endedAt: string | null
}
