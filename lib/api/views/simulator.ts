/** GET /api/simulator */
export type SimulatorView = {
  readonly reachable: boolean
  readonly url: string
  readonly machines: readonly {
    readonly id: string
    readonly state: string
    readonly zone: string
    readonly instanceId: string | null
    readonly groupName: string | null
    readonly groupId: string | null
    readonly address: string | null
    readonly interfaceId: string | null
    readonly since: string
  }[]
  readonly zones: readonly { readonly zone: string; readonly running: number }[]
  readonly interfaces: readonly {
    readonly id: string
    readonly subnetId: string
    readonly address: string
    readonly status: string
    readonly instanceId: string | null
    readonly description: string
  }[]
  readonly faults: readonly SimulatorFault[]
  readonly timing: { readonly startMs: number; readonly stopMs: number; readonly callMs: number }
  readonly operations: readonly string[]
}

export type SimulatorFault = {
  readonly operation: string
  readonly effect: 'error' | 'throttle' | 'timeout-before' | 'timeout-after'
  readonly code: string | null
  /** null: until removed. */
  readonly remaining: number | null
  /** 0 to 1. */
  readonly probability: number
}
