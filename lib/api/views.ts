/**
 * What travels from the read doors to the browser: plain JSON, addresses as canonical text, times as ISO 8601 UTC.
 * Sentences are already worded here; the browser lays them out.
 */

import type { Actor, EventKind } from '@/lib/domain/event'
import type { Capacity, GroupConfig, Overflow } from '@/lib/domain/group'
import type { AddressStatus } from '@/lib/domain/occupancy'
import type { Disruption } from '@/lib/domain/plan'
import type { Holder } from '@/lib/domain/refusal'
import type { InstanceAction, InstanceState, Origin } from '@/lib/domain/stateful-instance'

/** 'ok' as wished, 'calm' at rest, 'busy' work under way, 'warn' wants attention, 'bad' an address or instance is in trouble. */
export type Tone = 'ok' | 'calm' | 'busy' | 'warn' | 'bad'

export type StateSentence = { readonly tone: Tone; readonly text: string }

export type EventView = {
  readonly seq: number
  readonly at: string
  readonly kind: EventKind
  readonly actor: Actor
  readonly requestId: string
  readonly title: string
  readonly why: string
  readonly group: { readonly id: string; readonly name: string } | null
  readonly instanceId: string | null
  readonly subnetId: string | null
  readonly address: string | null
  readonly interfaceId: string | null
  readonly publicIpId: string | null
  readonly machineId: string | null
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

/** GET /api/events → newest first; `nextBefore` continues. */
export type EventPage = { readonly events: readonly EventView[]; readonly nextBefore: number | null }

/** GET /api/groups */
export type GroupRowView = {
  readonly id: string
  readonly name: string
  readonly cloudLabel: string
  readonly region: string
  readonly zones: readonly string[]
  readonly capacity: Capacity
  readonly active: number
  readonly paused: number
  readonly busy: number
  readonly failed: number
  readonly pool: { readonly size: number; readonly active: number; readonly paused: number }
  readonly publicPool: { readonly size: number; readonly taken: number }
  /** The worst first; never empty. */
  readonly states: readonly StateSentence[]
  readonly lastEvent: { readonly at: string; readonly text: string } | null
  readonly createdAt: string
}

export type DraftRowView = {
  readonly id: string
  readonly groupId: string | null
  readonly name: string
  readonly region: string
  readonly step: WizardStep
  readonly poolSize: number
  readonly updatedAt: string
}

export type GroupsView = {
  readonly groups: readonly GroupRowView[]
  readonly drafts: readonly DraftRowView[]
  readonly totals: { readonly active: number; readonly paused: number; readonly failed: number }
}

/** Why an action is not possible now: null when it is. */
export type ActionReasons = Readonly<Record<InstanceAction, string | null>>

/** GET /api/groups/:id/instances */
export type InstanceView = {
  readonly id: string
  readonly groupId: string
  readonly ordinal: number
  readonly state: InstanceState
  readonly desired: 'active' | 'paused'
  readonly sentence: StateSentence
  readonly reason: string | null
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

/** GET /api/groups/:id */
export type GroupView = {
  readonly row: GroupRowView
  readonly config: GroupConfigView
  readonly version: number
  readonly state: 'live' | 'deleting' | 'deleted'
  readonly subnets: readonly SubnetRowView[]
  readonly publicIps: readonly PublicIpView[]
  readonly warnings: readonly string[]
  /** "Resume up to target" resumes this many; 0 when there is nothing to do. */
  readonly belowTarget: number
  readonly terraform: string
}

/** The configuration with addresses as text; also what "Configuration" shows as JSON and what a draft is made from. */
export type GroupConfigView = Omit<GroupConfig, 'privateIpPool'> & {
  readonly privateIpPool: readonly string[]
}

/** GET /api/subnets */
export type SubnetRowView = {
  readonly id: string
  readonly name: string
  readonly virtualNetwork: { readonly id: string; readonly name: string }
  readonly cloudLabel: string
  readonly region: string
  readonly zone: string | null
  /** IPv4 first. */
  readonly cidrs: readonly string[]
  readonly size: number
  readonly free: number
  readonly counts: Readonly<Record<AddressStatus, number>>
  readonly groups: readonly { readonly id: string; readonly name: string }[]
}

/**
 * GET /api/subnets/:id/occupancy?cidr= → one CIDR of a subnet.
 * `cells`: for 65,536 addresses or fewer, base64 of two 4-bit status codes per byte (domain `packCells`).
 * `blocks`: for larger ones, 256 counts, one per block of prefix + 8. Counts are decimal text beyond 2^53.
 */
export type OccupancyView = {
  readonly subnet: SubnetRowView
  readonly cidr: string
  /** The subnet's CIDR that holds `cidr`. */
  readonly within: string
  readonly seq: number
  readonly counts: Readonly<Record<AddressStatus, string>>
  readonly cells: string | null
  readonly blocks:
    | readonly { readonly cidr: string; readonly counts: Readonly<Partial<Record<AddressStatus, string>>> }[]
    | null
  /** Addresses that carry the drift mark. */
  readonly drift: readonly string[]
}

/** One address of a block: GET /api/subnets/:id/block?cidr= (256 addresses at most), only those that are not free. */
export type CellView = {
  readonly address: string
  readonly status: AddressStatus
  /** "ssi-7f31 in cassandra-ring", "eni-07be (i-0f3a), not one of ours", "Resting until 14:02", "Reserved by AWS: VPC router" */
  readonly holderText: string
  readonly holder: Holder | null
  readonly since: string | null
  readonly drift: string | null
}

export type BlockView = { readonly cidr: string; readonly cells: readonly CellView[] }

/** GET /api/addresses/:address?subnet= → the inspector and the address page (B5). */
export type AddressView = {
  readonly address: string
  readonly subnet: SubnetRowView | null
  readonly status: AddressStatus | null
  readonly statusText: string
  readonly cell: CellView | null
  readonly instance: InstanceView | null
  readonly group: { readonly id: string; readonly name: string } | null
  readonly poolOf: { readonly id: string; readonly name: string } | null
  readonly holds: readonly {
    readonly holderText: string
    readonly holder: Holder
    readonly since: string
    readonly until: string | null
  }[]
  readonly events: readonly EventView[]
}

/** GET /api/search?q= */
export type SearchHit = {
  readonly kind: 'address' | 'group' | 'instance' | 'interface' | 'machine' | 'public-ip' | 'subnet' | 'page'
  readonly title: string
  readonly detail: string
  readonly href: string
}

/** GET /api/public-ips */
export type PublicIpView = {
  readonly id: string
  readonly address: string
  readonly name: string
  readonly region: string
  /** "Unassociated", "Associated with i-0f3a9c21, not one of ours", "Held by ssi-7f31 in cassandra-ring" */
  readonly stateText: string
  readonly usable: boolean
  readonly holder: Holder | null
  readonly pool: { readonly id: string; readonly name: string } | null
}

/** GET /api/network → what the wizard chooses from. */
export type NetworkView = {
  readonly regions: readonly { readonly id: string; readonly name: string }[]
  readonly virtualNetworks: readonly {
    readonly id: string
    readonly name: string
    readonly region: string
    readonly cidrs: readonly string[]
  }[]
  readonly subnets: readonly SubnetRowView[]
  readonly securityGroups: readonly {
    readonly id: string
    readonly name: string
    readonly description: string
    readonly virtualNetworkId: string
  }[]
  readonly publicIps: readonly PublicIpView[]
}

/** POST-like check of a pool while typing (an action): B2. Entries keep the order of the text. */
export type PoolCheckView = {
  readonly members: readonly {
    /** As it will be kept: "10.0.1.16", "10.0.1.20-10.0.1.40", or the unreadable text. */
    readonly entry: string
    readonly size: number
    readonly tone: 'ok' | 'resting' | 'bad'
    readonly text: string
    /** An address or range to take instead. */
    readonly suggestion: string | null
    readonly subnetId: string | null
  }[]
  /** More members than are listed (a huge paste is cut at 500). */
  readonly more: number
  readonly usable: number
  readonly resting: number
  readonly bad: number
  readonly size: number
}

/** One line of a plan. `sym`: + created, ▸ launched, ‖ paused, ↻ replaced, − ended, ✓ kept, ! warned. */
export type PlanLine = {
  readonly sym: '+' | '▸' | '‖' | '↻' | '−' | '✓' | '!'
  readonly tone: 'good' | 'calm' | 'warn' | 'bad'
  readonly text: string
  readonly address: string | null
  readonly instanceId: string | null
}

export type PlanView = {
  readonly groupId: string
  readonly groupName: string
  /** "Creates 5 paused instances and launches 1." */
  readonly headline: string
  /** Summary sentences first; at most 12. */
  readonly summary: readonly PlanLine[]
  /** Every change, one line each; cut at 2,000 with `moreLines`. */
  readonly lines: readonly PlanLine[]
  readonly moreLines: number
  readonly warnings: readonly string[]
  readonly disruption: Disruption
  /** Addresses that will be taken, per subnet, for the map's planned cells; as ranges "10.0.1.16-10.0.1.21". */
  readonly taken: readonly { readonly subnetId: string; readonly ranges: readonly string[] }[]
  /** Nothing would change. */
  readonly empty: boolean
  /** Sent back with Apply (B3). */
  readonly proof: PlanProof
}

export type PlanProof = {
  readonly seed: number
  readonly seq: number
  readonly groupVersion: number
  readonly digest: string
}

export type WizardStep = 'general' | 'compute' | 'persistence' | 'review'
export const WIZARD_STEPS = [
  'general',
  'compute',
  'persistence',
  'review',
] as const satisfies readonly WizardStep[]

/** GET /api/drafts/:id */
export type DraftView = {
  readonly id: string
  readonly groupId: string | null
  readonly step: WizardStep
  readonly revision: number
  /** The wizard's values exactly as typed: WizardValues of lib/api/schemas/wizard.ts. */
  readonly values: unknown
  readonly updatedAt: string
}

/** An import that was read but not applied: what it would change, what is wrong. */
export type ImportView = {
  /** Names the upload held by the server for Apply. */
  readonly uploadId: string
  readonly files: readonly {
    readonly name: string
    readonly kindText: string
    readonly items: number
    readonly sound: number
  }[]
  readonly problems: readonly string[]
  readonly moreProblems: number
  readonly added: readonly ImportLine[]
  readonly changed: readonly ImportLine[]
  readonly gone: readonly ImportLine[]
  readonly conflicts: readonly string[]
  /** Not in the import, but groups rely on them: they stay. */
  readonly kept: readonly string[]
  readonly counts: {
    readonly added: number
    readonly changed: number
    readonly gone: number
    readonly unchanged: number
  }
  readonly empty: boolean
}

export type ImportLine = {
  readonly kindText: string
  readonly id: string
  readonly label: string
  readonly what: string
}

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

/** GET /api/nav → counts in the rail and the top bar. */
export type NavView = {
  readonly groups: number
  readonly drafts: number
  readonly subnets: number
  readonly publicIps: number
  readonly drifting: number
  readonly cloudText: string
  readonly lastSeq: number
}

/** One message on GET /api/stream (server-sent events): what changed, so that queries can be invalidated. */
export type StreamMessage = {
  readonly seq: number
  readonly groupIds: readonly string[]
  readonly subnetIds: readonly string[]
  readonly kinds: readonly EventKind[]
}

export type { AddressStatus, Overflow }
