import type { Cloud } from '@/lib/domain/cloud-rules'

/** GET /api/simulator */
export type SimulatorView = {
  readonly reachable: boolean
  readonly url: string
  readonly machines: readonly {
    readonly id: string
    readonly cloud: Cloud
    /** Its id where that is short, else the last part of it. */
    readonly name: string
    readonly state: string
    /** Null for a machine that is in no zone in particular. */
    readonly zone: string | null
    readonly instanceId: string | null
    readonly groupName: string | null
    readonly groupId: string | null
    readonly address: string | null
    readonly interfaceId: string | null
    readonly since: string
  }[]
  /** Not listed, because there are more than a page for trying things out needs. */
  readonly moreMachines: number
  readonly zones: readonly { readonly zone: string; readonly label: string; readonly running: number }[]
  readonly interfaces: readonly {
    readonly id: string
    readonly subnetId: string
    readonly address: string
    readonly status: string
    readonly instanceId: string | null
    readonly description: string
  }[]
  readonly faults: readonly SimulatorFault[]
  readonly timing: {
    readonly startMs: number
    readonly stopMs: number
    readonly operationMs: number
    readonly callMs: number
  }
  /** The spot market that chooses zones, and the cloud whose it is. */
  readonly market: { readonly cloudLabel: string; readonly zones: readonly SimulatorZone[] }
  readonly operations: readonly SimulatorOperations[]
}

/** What faults can be set for, with codes worth trying. */
export type SimulatorOperations = {
  readonly cloudLabel: string
  readonly names: readonly string[]
  readonly codes: readonly string[]
}

export type SimulatorZone = {
  readonly zone: string
  /** How often it is chosen beside the others; 0: never. */
  readonly weight: number
  readonly capacity: boolean
}

export type SimulatorFault = {
  readonly operation: string
  /** crash: Holdfast's own process is killed. */
  readonly effect: 'error' | 'throttle' | 'timeout-before' | 'timeout-after' | 'crash-before' | 'crash-after'
  readonly code: string | null
  /** How many more calls pass first. */
  readonly after: number
  /** null: until removed. */
  readonly remaining: number | null
  /** 0 to 1. */
  readonly probability: number
}
