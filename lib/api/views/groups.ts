/**
 * What travels from the read doors to the browser, one file per room: plain JSON, addresses as canonical text, times as
 * ISO 8601 UTC. Sentences are already worded here; the browser lays them out.
 */

import type { Cloud } from '@/lib/domain/cloud-rules'
import type {
  Capacity,
  GroupConfig,
  NicConfig,
  PooledPersistence,
  StatefulPersistence,
} from '@/lib/domain/group'
import type { LentCount } from '@/lib/domain/lent-count'
import type { StateSentence } from './instances'
import type { PublicIpView, SubnetRowView } from './network'

export type GroupRowView = {
  readonly id: string
  readonly name: string
  readonly cloud: Cloud
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
  /** What its rows are called: "instance", "VM". */
  readonly member: string
  /** Of a pooled group: the VMs that run, by what they have; null where instances keep what they have. */
  readonly lent: LentCount | null
  /** The worst first; never empty. */
  readonly states: readonly StateSentence[]
  readonly lastEvent: { readonly at: string; readonly text: string } | null
  readonly createdAt: string
}

export type DraftRowView = {
  readonly id: string
  readonly groupId: string | null
  readonly name: string
  readonly cloudLabel: string
  readonly region: string
  readonly step: WizardStep
  readonly poolSize: number
  readonly updatedAt: string
}

/** A row of the list: a group, or a wizard left half-way. */
export type ListRow =
  | { readonly kind: 'group'; readonly group: GroupRowView }
  | { readonly kind: 'draft'; readonly draft: DraftRowView }

/** GET /api/groups: one page of what is asked for. */
export type GroupsView = {
  readonly rows: readonly ListRow[]
  /** How many rows there are of what is asked for, and which of its pages this is, from 1. */
  readonly found: number
  readonly page: number
  readonly pages: number
  /** What the filters offer: of all rows. */
  readonly regions: readonly string[]
  readonly clouds: readonly Cloud[]
  /** Of everything. `active` and `paused` are stateful instances, `vms` active VMs of pooled groups, called `vm`. */
  readonly totals: {
    readonly groups: number
    readonly drafts: number
    readonly active: number
    readonly paused: number
    readonly failed: number
    readonly vms: number
    readonly vm: string
    /** Groups of which something is bad. */
    readonly troubled: number
  }
}

/** GET /api/groups/names: every group, for lists to choose from. */
export type GroupNameView = Pick<GroupRowView, 'id' | 'name' | 'region'>

/** GET /api/groups/:id */
export type GroupView = {
  readonly row: GroupRowView
  readonly config: GroupConfigView
  readonly version: number
  readonly state: 'live' | 'deleting' | 'deleted'
  readonly subnets: readonly SubnetRowView[]
  readonly publicIps: readonly PublicIpView[]
  /** "Resume up to target" resumes this many; 0 when there is nothing to do. */
  readonly belowTarget: number
  readonly terraform: string
}

/** A group whose instances keep their identity; of the others `vms.ts` tells. */
export type StatefulGroupView = GroupView & {
  readonly config: { readonly persistence: StatefulPersistenceView }
}
export type PooledGroupView = GroupView & { readonly config: { readonly persistence: PooledPersistenceView } }

export const isStatefulView = (view: GroupView): view is StatefulGroupView =>
  view.config.persistence.kind === 'stateful'

export const isPooledView = (view: GroupView): view is PooledGroupView =>
  view.config.persistence.kind === 'pooled'

/** The configuration with addresses as text; also what "Configuration" shows as JSON and what a draft is made from. */
export type GroupConfigView = Omit<GroupConfig, 'persistence'> & { readonly persistence: PersistenceView }

export type PersistenceView = StatefulPersistenceView | PooledPersistenceView

export type StatefulPersistenceView = Omit<StatefulPersistence, 'privateIpPool'> & {
  readonly privateIpPool: readonly string[]
}

export type PooledPersistenceView = Omit<PooledPersistence, 'interfaces'> & {
  readonly interfaces: readonly NicConfigView[]
}

export type NicConfigView = Omit<NicConfig, 'privateIpPool'> & { readonly privateIpPool: readonly string[] }

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

/**
 * What a link to a draft leads to. `became`: it was made into a group (null: one that is not on record any more);
 * the draft may still be there, with what was typed since.
 */
export type DraftOpening =
  | { readonly kind: 'open'; readonly draft: DraftView }
  | {
      readonly kind: 'became'
      readonly group: { readonly id: string; readonly name: string; readonly live: boolean } | null
      readonly draft: DraftView | null
    }
  | { readonly kind: 'gone' }

/** GET /api/nav → counts in the rail and the top bar. */
export type NavView = {
  readonly groups: number
  readonly drafts: number
  readonly subnets: number
  readonly publicIps: number
  /** Differences between record and cloud that are open. */
  readonly drifts: number
  /** Interfaces and public IPs held for nobody running (B6). */
  readonly held: number
  readonly drifting: number
  readonly cloudText: string
  readonly lastSeq: number
  /** When a rest was last seen to end; like `lastSeq` it tells whether something changed. Null: not since the start. */
  readonly lastRestEnd: string | null
  /** Maintenance: who made Holdfast read-only (null: whoever started it so), and since when. */
  readonly readOnly: { readonly by: string | null; readonly since: string } | null
}
