import type { Cloud } from '@/lib/domain/cloud-rules'
import type { DriftKind, DriftSource, RepairKind } from '@/lib/domain/drift'

/** One line of recorded beside found; null: there is none. `address`: it is a private IP address. */
export type DriftSide = {
  readonly name: string
  readonly recorded: string | null
  readonly found: string | null
  readonly differs: boolean
}

export type DriftView = {
  readonly id: string
  readonly kind: DriftKind
  /** "Interface deleted" */
  readonly kindText: string
  readonly sentence: string
  readonly cloud: Cloud
  readonly group: { readonly id: string; readonly name: string } | null
  readonly instanceId: string | null
  readonly nic: string | null
  readonly subnetId: string | null
  readonly address: string | null
  readonly interfaceId: string | null
  readonly publicIpId: string | null
  readonly sides: readonly DriftSide[]
  readonly since: string
  readonly source: DriftSource
  /** Null while it is open. */
  readonly closed: { readonly at: string; readonly outcome: 'repaired' | 'vanished' } | null
  /** The repair that was last begun. */
  readonly begun: { readonly text: string; readonly at: string; readonly byItself: boolean } | null
  readonly repairs: readonly { readonly kind: RepairKind; readonly label: string; readonly text: string }[]
  /** What to do where Holdfast can do nothing, or nothing needs to be done; null where a repair says it. */
  readonly advice: string | null
  /** Holdfast has repaired the same by itself lately, and it was undone; `nextAt`: when it is tried again, null: not by itself. */
  readonly contested: {
    readonly times: number
    readonly lastAt: string
    readonly nextAt: string | null
  } | null
  /** It is no damage where it is so on purpose. */
  readonly mayStay: boolean
  /** Where that is done in the console; null where it is done in the cloud. */
  readonly way: { readonly label: string; readonly href: string } | null
}

/** GET /api/drift: open ones, the longest first, and the latest that were closed. */
export type DriftsView = {
  readonly open: readonly DriftView[]
  /** So many more are open than are listed. */
  readonly moreOpen: number
  readonly closed: readonly DriftView[]
}

/** GET /api/drift/status: how the sync loop stands. */
export type SyncView = {
  readonly running: { readonly text: string; readonly share: number | null; readonly since: string } | null
  readonly last: readonly {
    readonly cloud: Cloud
    readonly label: string
    readonly at: string
    readonly tookText: string
    readonly problem: string | null
  }[]
  readonly nextAt: string | null
}
