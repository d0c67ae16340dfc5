import { type Address, address, formatAddress } from '@/lib/domain/address'
import { type Asking, askedFor, type Event, type NewEvent } from '@/lib/domain/event'
import { EVENT_FIELDS, type Value } from '@/lib/domain/event-form.mjs'
import type { Group } from '@/lib/domain/group'
import type { Operation } from '@/lib/domain/operation'
import type { PooledVm, VmNic } from '@/lib/domain/pooled-vm'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { readConfig, writeConfig } from './stored-config'

/**
 * Rows as they travel to the database: arrays in the order of their column list, so that a set of rows is one
 * compact JSON parameter. Rows that come back are objects with the columns' names.
 */
export type Row = readonly (string | number | boolean | null)[]

/** A row of the database whose columns are known by the query that asked for it. */
export type Raw = Readonly<Record<string, string | number | null>>

// ── Groups ──

export const GROUP_COLUMNS = [
  'id',
  'name',
  'cloud',
  'region',
  'state',
  'version',
  'config',
  'nextOrdinal',
  'createdAt',
] as const

export const groupRow = (group: Group): Row => [
  group.id,
  group.config.name,
  group.config.cloud,
  group.config.region,
  group.state,
  group.version,
  writeConfig(group.config),
  group.nextOrdinal,
  group.createdAt,
]

export type GroupRaw = {
  id: string
  state: string
  version: number
  config: string
  nextOrdinal: number
  createdAt: string
}

export const readGroup = (raw: GroupRaw): Group => ({
  id: raw.id,
  config: readConfig(raw.config),
  version: Number(raw.version),
  nextOrdinal: Number(raw.nextOrdinal),
  createdAt: raw.createdAt,
  state: raw.state as Group['state'],
})

// ── Stateful instances ──

export const INSTANCE_COLUMNS = [
  'id',
  'groupId',
  'ordinal',
  'origin',
  'retained',
  'desired',
  'state',
  'reason',
  'subnetId',
  'address',
  'interfaceId',
  'publicIpId',
  'machineId',
  'machineCount',
  'stateSince',
  'createdAt',
  'addressWhy',
  'drift',
  'failedReleases',
] as const satisfies readonly (keyof StatefulInstance)[]

/** Written out, as for events: ten thousand at a time are common, and a lookup by name costs several times as much. */
export const instanceRow = (instance: StatefulInstance): Row => [
  instance.id,
  instance.groupId,
  instance.ordinal,
  instance.origin,
  instance.retained,
  instance.desired,
  instance.state,
  instance.reason,
  instance.subnetId,
  textOf(instance.address),
  instance.interfaceId,
  instance.publicIpId,
  instance.machineId,
  instance.machineCount,
  instance.stateSince,
  instance.createdAt,
  instance.addressWhy,
  instance.drift,
  instance.failedReleases,
]

export type InstanceRaw = { [C in (typeof INSTANCE_COLUMNS)[number]]: unknown }

export const readInstance = (raw: InstanceRaw): StatefulInstance => ({
  ...(raw as StatefulInstance),
  ordinal: Number(raw.ordinal),
  retained: Boolean(raw.retained),
  machineCount: Number(raw.machineCount),
  failedReleases: Number(raw.failedReleases),
  address: typeof raw.address === 'string' ? address(raw.address) : null,
})

// ── VMs ──

export const VM_COLUMNS = [
  'id',
  'groupId',
  'ordinal',
  'state',
  'wanted',
  'replacesId',
  'zone',
  'machineId',
  'machineCount',
  'nics',
  'reason',
  'drift',
  'stateSince',
  'createdAt',
  'failedReleases',
] as const satisfies readonly (keyof PooledVm)[]

export const vmRow = (vm: PooledVm): Row => [
  vm.id,
  vm.groupId,
  vm.ordinal,
  vm.state,
  vm.wanted,
  vm.replacesId,
  vm.zone,
  vm.machineId,
  vm.machineCount,
  JSON.stringify(vm.nics.map(storedNic)),
  vm.reason,
  vm.drift,
  vm.stateSince,
  vm.createdAt,
  vm.failedReleases,
]

export type VmRaw = { [C in (typeof VM_COLUMNS)[number]]: unknown }

export const readVm = (raw: VmRaw): PooledVm => ({
  ...(raw as PooledVm),
  ordinal: Number(raw.ordinal),
  wanted: Boolean(raw.wanted),
  machineCount: Number(raw.machineCount),
  failedReleases: Number(raw.failedReleases),
  nics: (JSON.parse(String(raw.nics)) as StoredNic[]).map(readNic),
})

/** JSON has no 128-bit numbers. */
type StoredNic = Omit<VmNic, 'private'> & {
  readonly private: Omit<VmNic['private'], 'address'> & { readonly address: string | null }
}

const storedNic = (nic: VmNic): StoredNic => ({
  ...nic,
  private: { ...nic.private, address: textOf(nic.private.address) },
})

const readNic = (stored: StoredNic): VmNic => {
  const { address: text } = stored.private
  return {
    ...stored,
    private: { ...stored.private, address: text === null ? null : address(text) },
  } as VmNic
}

// ── Operations ──

export const OPERATION_COLUMNS = [
  'id',
  'kind',
  'groupId',
  'instanceId',
  'requestId',
  'steps',
  'cursor',
  'phase',
  'state',
  'attempts',
  'notBefore',
  'lastError',
  'createdAt',
  'endedAt',
  'oldMachineId',
  'keepInterface',
] as const satisfies readonly (keyof Operation)[]

export const operationRow = (operation: Operation): Row =>
  OPERATION_COLUMNS.map((column) =>
    column === 'steps' ? JSON.stringify(operation.steps) : operation[column],
  )

export type OperationRaw = { [C in (typeof OPERATION_COLUMNS)[number]]: unknown }

export const readOperation = (raw: OperationRaw): Operation => ({
  ...(raw as Operation),
  cursor: Number(raw.cursor),
  attempts: Number(raw.attempts),
  steps: JSON.parse(String(raw.steps)) as Operation['steps'],
  keepInterface: Boolean(raw.keepInterface),
})

// ── Events ──

export const EVENT_COLUMNS = EVENT_FIELDS

/** As it is written: what is hashed, and the hash. */
export const EVENT_ROW_COLUMNS = [...EVENT_FIELDS, 'hash'] as const

/** `asking`: who asked for the commit; what an operator did is theirs. */
export const eventRow = (event: NewEvent, seq: number, asking: Asking): Value[] => {
  const { by: asked, byRequest } = askedFor(event, asking)
  return [
    seq,
    event.at,
    event.kind,
    event.actor,
    asked?.id ?? null,
    asked?.name ?? null,
    asked?.origin ?? null,
    event.requestId,
    event.groupId,
    event.instanceId,
    event.subnetId,
    event.address,
    event.interfaceId,
    event.publicIpId,
    event.machineId,
    event.why,
    event.before && JSON.stringify(event.before),
    event.after && JSON.stringify(event.after),
    byRequest,
  ]
}

export type EventRaw = { [C in (typeof EVENT_COLUMNS)[number]]: unknown }

export const readEvent = ({ byId, byName, byOrigin, ...raw }: EventRaw): Event => ({
  ...(raw as Omit<Event, 'by'>),
  seq: Number(raw.seq),
  by: byId === null ? null : { id: String(byId), name: String(byName), origin: String(byOrigin) },
  before: readObject(raw.before),
  after: readObject(raw.after),
})

const readObject = (text: unknown): Record<string, unknown> | null =>
  typeof text === 'string' ? (JSON.parse(text) as Record<string, unknown>) : null

/** Canonical text, or null. */
export const textOf = (a: Address | null): string | null => (a === null ? null : formatAddress(a))

/** `"a", "b"` for a column list in SQL; `prefix` is a table's alias. */
export const columns = (names: readonly string[], prefix = ''): string =>
  names.map((name) => `${prefix && `${prefix}.`}"${name}"`).join(', ')
