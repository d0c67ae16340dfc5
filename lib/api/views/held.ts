import type { Cloud } from '@/lib/domain/cloud-rules'
import type { HeldAction, HeldWhy } from '@/lib/domain/held'

/** One interface or public IP that is held for nobody running. */
export type HeldRowView = {
  /** What it is and its id. */
  readonly key: string
  readonly what: 'interface' | 'public-ip'
  /** "ENI", "Elastic IP", as its cloud says. */
  readonly whatText: string
  readonly id: string
  readonly address: string | null
  readonly cloud: Cloud
  readonly cloudLabel: string
  readonly subnetId: string | null
  readonly why: HeldWhy
  /** Why it is held, as a sentence. */
  readonly reason: string
  readonly owner: {
    readonly text: string
    readonly groupId: string | null
    readonly instanceId: string | null
  }
  readonly since: string | null
  /** A machine runs on it; it is not counted. */
  readonly running: boolean
  /** Null: it is not counted. */
  readonly yearly: number | null
  /** When its group lets it go by itself. */
  readonly releasedAt: string | null
  /** It is being deleted: how that stands. */
  readonly deletion: { readonly disposalId: string; readonly failed: boolean } | null
  /** Null: it can be done; otherwise the sentence why not. */
  readonly can: { readonly [action in HeldAction]: string | null }
}

/** Something that was to be let go and is still there. */
export type FailedReleaseView = {
  readonly key: string
  readonly kind: 'operation' | 'instance' | 'vm' | 'disposal'
  readonly id: string
  /** "ssi-7f31… of cassandra-ring is being deallocated" */
  readonly text: string
  readonly groupId: string | null
  readonly instanceId: string | null
  readonly attempts: number
  readonly nextTry: string
  readonly lastError: string
  readonly since: string
  /** A deletion can be called off; a release of an instance is decided on its group's page. */
  readonly canCallOff: boolean
}

/** GET /api/held */
export type HeldView = {
  readonly rows: readonly HeldRowView[]
  /** Held too, and not in `rows`, because there are more than anybody reads. */
  readonly more: number
  readonly failed: readonly FailedReleaseView[]
  readonly moreFailed: number
  readonly totals: { readonly interfaces: number; readonly publicIps: number; readonly yearly: number }
  readonly prices: {
    readonly interfacePerHour: number
    readonly publicIpPerHour: number
    readonly currency: string
  }
  /** Groups that may adopt an interface, by its subnet. */
  readonly adopters: Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>>
}
