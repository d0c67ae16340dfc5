import Database from 'better-sqlite3'

/*
 * What the database says, read from its file by plain SQL: nothing of Holdfast's own reading is used, so that an error
 * there cannot hide itself.
 */

export type GroupRecord = {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly target: number
}

/** One interface of a stateful instance or of a VM, and what goes with it. */
export type NicRecord = {
  readonly subnetId: string | null
  readonly interfaceId: string | null
  readonly address: string | null
  readonly publicIpId: string | null
}

/** A stateful instance or a VM. */
export type MemberRecord = {
  readonly id: string
  readonly kind: 'instance' | 'vm'
  readonly groupId: string
  readonly state: string
  /** Wanted running. */
  readonly wanted: boolean
  readonly machineId: string | null
  readonly reason: string | null
  readonly nics: readonly NicRecord[]
}

export type HoldRecord = {
  readonly subnetId: string
  readonly address: string
  readonly ownerKind: string
  readonly ownerId: string | null
  readonly interfaceId: string | null
  readonly released: boolean
}

export type PublicHoldRecord = {
  readonly publicIpId: string
  readonly ownerId: string
  readonly released: boolean
}

export type OperationRecord = {
  readonly id: string
  readonly kind: string
  readonly memberId: string
  readonly state: string
  readonly step: string | null
  readonly endedAt: string | null
}

export type EventRecord = {
  readonly seq: number
  readonly kind: string
  readonly requestId: string
  readonly memberId: string | null
  readonly subnetId: string | null
  readonly address: string | null
  readonly interfaceId: string | null
  readonly publicIpId: string | null
}

export type RequestRecord = { readonly key: string; readonly groupId: string; readonly changed: boolean }

export type Record = {
  readonly groups: readonly GroupRecord[]
  readonly members: readonly MemberRecord[]
  readonly holds: readonly HoldRecord[]
  readonly publicHolds: readonly PublicHoldRecord[]
  readonly operations: readonly OperationRecord[]
  readonly events: readonly EventRecord[]
  readonly requests: readonly RequestRecord[]
  /** What SQLite itself finds wrong with the file; empty when it is sound. */
  readonly file: readonly string[]
}

type Row = { readonly [column: string]: unknown }

/** Reads the file as it is at this moment, whether or not a process is writing to it. */
export function readRecord(file: string): Record {
  const db = new Database(file, { readonly: true, timeout: 5_000 })
  try {
    // One transaction: everything is of the same moment.
    return db.transaction(() => readAll((sql) => db.prepare(sql).all() as Row[]))()
  } finally {
    db.close()
  }
}

/** Whether no work is stored as running: cheaper to ask than everything else, and what one waits for first. */
export function isAtRest(file: string): boolean {
  const db = new Database(file, { readonly: true, timeout: 5_000 })
  try {
    return db.prepare(`select 1 from "Operation" where "state" = 'running' limit 1`).get() === undefined
  } finally {
    db.close()
  }
}

function readAll(rows: (sql: string) => Row[]): Record {
  return {
    groups: rows('select * from "Group"').map((row) => ({
      ...{ id: text(row.id), name: text(row.name), state: text(row.state) },
      target: (JSON.parse(text(row.config)) as { capacity: { target: number } }).capacity.target,
    })),
    members: [
      ...rows('select * from "StatefulInstance"').map(instanceOf),
      ...rows('select * from "PooledVm"').map(vmOf),
    ],
    holds: rows('select * from "IpAllocation"').map((row) => ({
      ...{ subnetId: text(row.subnetId), address: text(row.address), ownerKind: text(row.ownerKind) },
      ...{ ownerId: maybe(row.instanceId), interfaceId: maybe(row.interfaceId) },
      released: row.releasedAt !== null,
    })),
    publicHolds: rows('select * from "PublicIpAllocation"').map((row) => ({
      ...{ publicIpId: text(row.publicIpId), ownerId: text(row.instanceId) },
      released: row.releasedAt !== null,
    })),
    operations: rows('select * from "Operation"').map((row) => ({
      ...{ id: text(row.id), kind: text(row.kind), memberId: text(row.instanceId), state: text(row.state) },
      step: (JSON.parse(text(row.steps)) as string[])[Number(row.cursor)] ?? null,
      endedAt: maybe(row.endedAt),
    })),
    events: rows('select * from "Event" order by "seq"').map((row) => ({
      ...{ seq: Number(row.seq), kind: text(row.kind), requestId: text(row.requestId) },
      ...{ memberId: maybe(row.instanceId), subnetId: maybe(row.subnetId), address: maybe(row.address) },
      ...{ interfaceId: maybe(row.interfaceId), publicIpId: maybe(row.publicIpId) },
    })),
    requests: rows('select * from "Request"').map((row) => ({
      key: text(row.key),
      ...(JSON.parse(text(row.answer)) as { groupId: string; changed: boolean }),
    })),
    file: rows('pragma quick_check').flatMap((row) =>
      row.quick_check === 'ok' ? [] : [text(row.quick_check)],
    ),
  }
}

const text = (value: unknown): string => String(value)
const maybe = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value)

const instanceOf = (row: Row): MemberRecord => ({
  ...{ id: text(row.id), kind: 'instance', groupId: text(row.groupId), state: text(row.state) },
  ...{ wanted: row.desired === 'active', machineId: maybe(row.machineId), reason: maybe(row.reason) },
  nics: [
    {
      ...{ subnetId: maybe(row.subnetId), interfaceId: maybe(row.interfaceId) },
      ...{ address: maybe(row.address), publicIpId: maybe(row.publicIpId) },
    },
  ],
})

type StoredNic = {
  readonly subnetId: string
  readonly interfaceId: string | null
  readonly private: { readonly address: string | null }
  readonly public: { readonly publicIpId?: string | null }
}

const vmOf = (row: Row): MemberRecord => ({
  ...{ id: text(row.id), kind: 'vm', groupId: text(row.groupId), state: text(row.state) },
  ...{ wanted: row.wanted === 1, machineId: maybe(row.machineId), reason: maybe(row.reason) },
  nics: (JSON.parse(text(row.nics)) as StoredNic[]).map((nic) => ({
    ...{ subnetId: nic.subnetId, interfaceId: nic.interfaceId, address: nic.private.address },
    publicIpId: nic.public.publicIpId ?? null,
  })),
})
