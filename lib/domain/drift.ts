import type { Cloud } from './cloud-rules'

/*
 * Where the cloud differs from what we hold. Everything that can be inconsistent, drawn; left what is recorded, right
 * what the cloud has. `─●` is an interface, `[m]` a machine of ours, `[x]` a foreign one, `◆` a public IP.
 *
 *   of one interface, of a stateful instance or of a VM
 *     interface-deleted         [m]─● .7            [m]   .7 free         the interface is in the account no more
 *     interface-detached        [m]─● .7            [m] ─● .7             it is there, on no machine
 *     interface-moved           [m]─● .7            [m] [x]─● .7          it is on a machine that is not the recorded one
 *     interface-readdressed     [m]─● .7            [m]─● .9              it no longer has the recorded address
 *     address-taken                  .7             [x]─● .7              another interface has the address; ours is gone,
 *                                                                         or was never made (before the first resume)
 *   of its public IP
 *     public-ip-moved           [m]─●◆              [x]─●◆                associated with an interface of somebody else
 *     public-ip-disassociated   [m]─●◆              [m]─●   ◆             associated with nothing while its holder runs
 *     public-ip-released        [m]─●◆              [m]─●                 no longer in the account
 *   of its machine
 *     machine-gone              [m]─●                    ─●               ended, or not there
 *     machine-foreign           [m]─●               [x]─●                 runs, and bears the tag of somebody else or none
 *   of nobody on record
 *     unknown-interface                             ─● our tag            neither in use nor kept by any group
 *     unknown-public-ip                             ◆ our name            made for a VM that is not on record
 *   of a group
 *     member-reserved           pool .3             .3 kept back by the cloud
 *     member-outside            pool .7             in no block of the group's subnets any more
 *     member-taken              pool .7, nobody's   [x]─● .7
 *     public-member-gone        pool ◆, nobody's    no longer in the account
 *     subnet-gone               subnet              no longer in the account
 *     network-gone              virtual network     no longer in the account
 *
 * What is no drift:
 *   · work under way: an instance that is busy, or that changed since the look began, is judged at the next look;
 *   · what follows from something else that is told: the interface of a machine that is gone is on no machine;
 *   · a public IP of a paused instance that is associated with nothing: every resume associates it anew;
 *   · what a look does not cover: imported files that have no list of interfaces tell nothing of missing ones.
 *
 * Nothing is ever repaired by changing a private address: where the recorded one cannot be had, the instance rolls back
 * to paused, or ends by a plan that says so.
 */
export const DRIFT_KINDS = [
  'interface-deleted',
  'interface-detached',
  'interface-moved',
  'interface-readdressed',
  'address-taken',
  'public-ip-moved',
  'public-ip-disassociated',
  'public-ip-released',
  'machine-gone',
  'machine-foreign',
  'unknown-interface',
  'unknown-public-ip',
  'member-reserved',
  'member-outside',
  'member-taken',
  'public-member-gone',
  'subnet-gone',
  'network-gone',
] as const

export type DriftKind = (typeof DRIFT_KINDS)[number]

/**
 * What can be done about it, each a plan to approve (B3).
 *
 * recreate-interface   the same address gets a new interface (A10); a running machine is replaced, since it lost its own
 * recycle              a new machine on the same interface
 * relaunch             as after an interruption: the identity stays, a machine follows
 * roll-back            to paused with the reason: the machine goes, address and interface stay on record
 * accept-machine       the machine that has the interface is recorded as the instance's: no address changes
 * adopt-interface      the interface that bears the tag and the address is recorded as the instance's
 * associate-public-ip  the same public IP again; refused by the cloud where anybody else has it (A8)
 * take-next-public-ip  the lost one is forgotten, the next free member of the pool taken
 * forget-public-ip     the lost one is forgotten; the instance runs without
 * replace-instance     the instance ends, and what its group lacks follows, with an address of its own
 * let-go               the instance ends; its interface stays where it is and is listed as kept
 * replace-vm           another VM is launched, then this one leaves
 * remove-member        the member leaves its pool (A7 for whoever has it)
 * remove-public-member the same of a public IP pool
 * remove-subnet        the group launches nothing in it any more
 */
export const REPAIR_KINDS = [
  'recreate-interface',
  'recycle',
  'relaunch',
  'roll-back',
  'accept-machine',
  'adopt-interface',
  'associate-public-ip',
  'take-next-public-ip',
  'forget-public-ip',
  'replace-instance',
  'let-go',
  'replace-vm',
  'remove-member',
  'remove-public-member',
  'remove-subnet',
] as const

export type RepairKind = (typeof REPAIR_KINDS)[number]

/** Labelled values, the same labels on both sides, so that they can be laid side by side; null: there is none. */
export type DriftFacts = { readonly [fact in DriftFact]?: string | null }

export type DriftFact =
  | 'interface'
  | 'privateIp'
  | 'attachedTo'
  | 'machine'
  | 'tag'
  | 'publicIp'
  | 'associatedWith'
  | 'heldBy'
  | 'subnet'
  | 'virtualNetwork'
  | 'members'

/** One difference. The ids say what it is about, whichever of them there are; `address` is canonical text. */
export type Drift = {
  readonly kind: DriftKind
  readonly cloud: Cloud
  readonly groupId: string | null
  /** A stateful instance or a VM. */
  readonly instanceId: string | null
  /** Which of a VM's interfaces. */
  readonly nic: string | null
  readonly subnetId: string | null
  readonly address: string | null
  readonly interfaceId: string | null
  readonly machineId: string | null
  readonly publicIpId: string | null
  readonly recorded: DriftFacts
  readonly found: DriftFacts
  /** What can be done about it, the one to recommend first. */
  readonly repairs: readonly RepairKind[]
}

/** A difference as it is kept: open from `since` until `closedAt`. */
export type DriftRecord = Drift & {
  /** `drf-` and 12 hexadecimal digits. */
  readonly id: string
  readonly key: string
  readonly source: DriftSource
  readonly since: string
  readonly closedAt: string | null
  /** repaired: something was done about it; vanished: it was as recorded again by itself. */
  readonly outcome: 'repaired' | 'vanished' | null
  /** The repair that was last begun for it, and by whom. */
  readonly repair: RepairKind | null
  readonly repairAt: string | null
  readonly repairBy: 'operator' | 'holdfast' | null
}

/** What told of it: a look at the cloud, or files that were imported. */
export type DriftSource = 'cloud' | 'import'

/** The same difference found again has the same key: it is the same row, and is told once. */
export const driftKey = (drift: Drift): string =>
  [
    drift.kind,
    ...[drift.groupId, drift.instanceId, drift.nic],
    ...[drift.subnetId, drift.address, drift.interfaceId, drift.publicIpId],
    drift.kind.startsWith('machine') ? drift.machineId : null,
  ]
    .map((part) => part ?? '-')
    .join(' ')

/**
 * What may be set to repair by itself: it takes nothing from anybody, changes no address and stops no machine that is
 * still reached at its address. What the engine always sees to is not in it: a machine that is gone is an interruption,
 * and a paused instance gets its interface back within a second (A10).
 */
const SAFE_REPAIRS = {
  'interface-deleted': 'recreate-interface',
  'public-ip-disassociated': 'associate-public-ip',
  'unknown-interface': 'adopt-interface',
} as const satisfies { readonly [kind in DriftKind]?: RepairKind }

export type SafeDriftKind = keyof typeof SAFE_REPAIRS

export const SAFE_KINDS = Object.keys(SAFE_REPAIRS) as SafeDriftKind[]

/** The repair that can be done without asking; null where an operator has to look. */
export function safeRepair({ kind, repairs }: Pick<Drift, 'kind' | 'repairs'>): RepairKind | null {
  const repair = kind in SAFE_REPAIRS ? SAFE_REPAIRS[kind as SafeDriftKind] : null
  return repair && repairs.includes(repair) ? repair : null
}
