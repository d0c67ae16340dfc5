import type { Cloud } from '@/lib/domain/cloud-rules'
import type { AddressStatus } from '@/lib/domain/occupancy'
import type { InstanceAction, InstanceState, Origin } from '@/lib/domain/stateful-instance'

/** 'ok' as wished, 'calm' at rest, 'busy' work under way, 'warn' wants attention, 'bad' an address or instance is in trouble. */
export type Tone = 'ok' | 'calm' | 'busy' | 'warn' | 'bad'

export type StateSentence = { readonly tone: Tone; readonly text: string }

/** Why an action is not possible now: null when it is. */
export type ActionReasons = Readonly<Record<InstanceAction, string | null>>

/** GET /api/groups/:id/instances */
export type InstanceView = {
  readonly id: string
  readonly groupId: string
  readonly cloud: Cloud
  readonly ordinal: number
  readonly state: InstanceState
  readonly desired: 'active' | 'paused'
  readonly sentence: StateSentence
  readonly reason: string | null
  /** Holdfast tries again by itself what the cloud refused; null where it waits for the operator. */
  readonly triedAgainAt: string | null
  readonly drift: string | null
  readonly origin: Origin
  readonly retained: boolean
  readonly address: string | null
  readonly addressStatus: AddressStatus | null
  readonly addressWhy: string
  readonly subnetId: string | null
  readonly zone: string | null
  readonly interfaceId: string | null
  readonly publicIp: { readonly id: string; readonly address: string } | null
  /** A8: why it runs without one although its group has a pool of them; null when nothing is amiss. */
  readonly publicIpWarning: string | null
  readonly machineId: string | null
  readonly machineCount: number
  readonly stateSince: string
  readonly createdAt: string
  readonly can: ActionReasons
  /** The cloud work under way, e.g. "Waiting for the old machine to go", step 2 of 6. */
  readonly work: {
    readonly text: string
    readonly step: number
    readonly steps: number
    readonly attempts: number
    readonly lastError: string | null
  } | null
}
