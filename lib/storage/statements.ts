import type { Commit, NewAllocation } from '@/lib/allocation/ports'
import { type Address, formatAddress } from '@/lib/domain/address'
import type { Operation } from '@/lib/domain/operation'
import { CAPACITY_COLUMNS, type CapacityRow } from './capacity-points'
import { REVISION_COLUMNS } from './config-revisions'
import { adoptionStatements, disposalStatements } from './disposals'
import { driftStatements } from './drifts'
import { forEachRow, insertRows, type Statement } from './insert'
import { PUBLIC_IP_COLUMNS, publicIpRow } from './inventory'
import { rollingStatements } from './rollings'
import {
  EVENT_COLUMNS,
  eventRow,
  GROUP_COLUMNS,
  groupRow,
  INSTANCE_COLUMNS,
  instanceRow,
  OPERATION_COLUMNS,
  operationRow,
  type Row,
  VM_COLUMNS,
  vmRow,
} from './rows'
import { settingStatements } from './settings'
import { taskStatements } from './tasks'

/**
 * The statements of commits that share a transaction. Each is issued once for the rows of all of them, and not at
 * all where there are none. The order matters: what refuses comes first, what makes room comes before what takes it.
 */
export function statementsOf(
  commits: readonly Commit[],
  histories: { readonly capacity: readonly CapacityRow[]; readonly configs: readonly Row[] },
  firstSeq: number,
  now: string,
): Statement[] {
  const rowsOf = <K extends Part>(part: K, row: (item: Item<K>, index: number) => Row): Row[] =>
    collect(commits, part, row)
  const place = (p: { readonly subnetId: string; readonly address: Address }): [string, string] => [
    p.subnetId,
    formatAddress(p.address),
  ]
  const requests = commits.flatMap(({ request }) => request ?? [])
  return [
    ...insertRows(
      'Request',
      ['key', 'fingerprint', 'answer', 'at'],
      requests.map((r) => [r.key, r.fingerprint, JSON.stringify(r.answer), now]),
    ),
    ...forEachRow(
      FULFIL_DRAFT,
      requests.map((r) => [r.key]),
    ),
    ...forEachRow(
      DROP_DRAFTS,
      commits.flatMap(({ groups }) => groups.filter(({ state }) => state !== 'live').map(({ id }) => [id])),
    ),
    ...forEachRow(
      REFUSE_MOVED,
      rowsOf('expect', (e) => [e.groupId, e.version]),
    ),
    ...forEachRow(
      REFUSE_UNHELD,
      rowsOf('released', (r) => [...place(r), r.groupId]),
    ),
    ...forEachRow(
      REFUSE_UNHELD,
      rowsOf('kept', (k) => [...place(k), null]),
    ),
    ...forEachRow(
      REFUSE_PUBLIC_UNHELD,
      rowsOf('publicReleased', (r) => [r.publicIpId]),
    ),
    ...forEachRow(
      RELEASE,
      rowsOf('released', (r) => [...place(r), r.at, r.restsUntil]),
    ),
    ...forEachRow(
      KEEP,
      rowsOf('kept', (k) => [...place(k), k.interfaceId, k.groupName]),
    ),
    ...forEachRow(
      KEEP_INTERFACE,
      rowsOf('kept', (k) => [k.interfaceId, k.subnetId, k.groupName, formatAddress(k.address)]),
    ),
    ...forEachRow(
      UNPOOLED,
      commits.flatMap((commit) => commit.unpooled.map((p) => [...place(p), momentOf(commit, now)])),
    ),
    ...forEachRow(UNPOOL, rowsOf('unpooled', place)),
    ...forEachRow(
      PUBLIC_UNPOOL,
      rowsOf('publicUnpooled', (p) => [p.publicIpId]),
    ),
    ...forEachRow(
      PUBLIC_DISASSOCIATE,
      rowsOf('publicReleased', (r) => [r.publicIpId]),
    ),
    ...forEachRow(
      PUBLIC_RELEASE,
      rowsOf('publicReleased', (r) => [r.publicIpId, r.at]),
    ),
    ...insertRows('Group', GROUP_COLUMNS, rowsOf('groups', groupRow), 'replace'),
    ...insertRows('StatefulInstance', INSTANCE_COLUMNS, rowsOf('instances', instanceRow), 'replace'),
    ...insertRows('PooledVm', VM_COLUMNS, rowsOf('vms', vmRow), 'replace'),
    ...insertRows('PublicIp', PUBLIC_IP_COLUMNS, rowsOf('publicCreated', publicIpRow), 'replace'),
    ...forEachRow(
      DELETE_PUBLIC_IPS,
      rowsOf('publicDeleted', (id) => [id]),
    ),
    ...forEachRow(
      RELEASE_FOREIGN,
      commits.flatMap(({ allocated }) =>
        allocated.flatMap((a) => (a.origin === 'dynamic' ? [[...place(a), a.at]] : [])),
      ),
    ),
    ...adoptionStatements(commits),
    ...insertRows(
      'IpAllocation',
      ['subnetId', 'address', 'groupId', 'instanceId', 'origin', 'since', 'ownerKind', 'whyId'],
      rowsOf('allocated', (a) => [
        ...place(a),
        ...[a.groupId, a.instanceId, a.origin, a.at, ownerKindOf(a), a.whyId ?? null],
      ]),
    ),
    ...insertRows(
      'PoolMember',
      ['subnetId', 'address', 'groupId', 'position', 'since'],
      commits.flatMap((commit) =>
        commit.pooled.map((p) => [...place(p), p.groupId, p.position, momentOf(commit, now)]),
      ),
    ),
    ...insertRows(
      'PublicPoolMember',
      ['publicIpId', 'groupId', 'position'],
      rowsOf('publicPooled', (p) => [p.publicIpId, p.groupId, p.position]),
    ),
    ...insertRows(
      'PublicIpAllocation',
      ['publicIpId', 'groupId', 'instanceId', 'since', 'whyId'],
      rowsOf('publicTaken', (t) => [t.publicIpId, t.groupId, t.instanceId, t.at, t.whyId ?? null]),
    ),
    ...insertRows(
      'Explanation',
      ['id', 'why'],
      rowsOf('explained', ({ id, why }) => [id, JSON.stringify(why)]),
    ),
    ...insertRows('CapacityPoint', CAPACITY_COLUMNS, histories.capacity),
    ...insertRows('ConfigRevision', REVISION_COLUMNS, histories.configs),
    ...operationStatements(commits.flatMap((commit) => commit.operations)),
    ...taskStatements(commits),
    ...disposalStatements(commits.flatMap(({ disposals }) => disposals)),
    ...settingStatements(commits),
    ...driftStatements(commits),
    ...rollingStatements(commits),
    ...insertRows(
      'Event',
      EVENT_COLUMNS,
      rowsOf('events', (event, index) => eventRow(event, firstSeq + index)),
    ),
  ]
}

/** One operation runs per instance: the one that ended is written before the one that begins. */
function operationStatements(operations: readonly Operation[]): Statement[] {
  return [false, true].flatMap((running) => {
    const rows = operations.filter((o) => (o.state === 'running') === running).map(operationRow)
    return insertRows('Operation', OPERATION_COLUMNS, rows, 'replace')
  })
}

/** A VM's id says what it is; kept apart because most subnets have none, and then nothing is looked for. */
const ownerKindOf = ({ instanceId }: NewAllocation): 'vm' | 'instance' =>
  instanceId.startsWith('vmi-') ? 'vm' : 'instance'

/** When it happened, as its events say it: what is written with them is there from the same moment on. */
const momentOf = ({ events }: Commit, now: string): string => events[0]?.at ?? now

type Part = Exclude<keyof Commit, 'request'>
type Item<K extends Part> = Commit[K][number]

function collect<K extends Part>(
  commits: readonly Commit[],
  part: K,
  row: (item: Item<K>, index: number) => Row,
): Row[] {
  const rows: Row[] = []
  for (const commit of commits) for (const item of commit[part]) rows.push(row(item, rows.length))
  return rows
}

// ── The texts ──

/** A draft's id is the key of the request that makes it a fact (B7): it goes with that, or a kill could leave it listed. */
const FULFIL_DRAFT = `DELETE FROM "Draft" WHERE "id" IN (SELECT value ->> 0 FROM json_each(?))`

/** What was to be changed of a group that is being deleted cannot be any more: its draft would lead nowhere. */
const DROP_DRAFTS = `DELETE FROM "Draft" WHERE "groupId" IN (SELECT value ->> 0 FROM json_each(?))`

/** A group that does not exist has version 0. */
const REFUSE_MOVED = `
  INSERT INTO "CommitGuard" ("groupMoved", "missingHold")
  SELECT NULL, '' FROM json_each(?) AS seen
  WHERE coalesce((SELECT "version" FROM "Group" WHERE "id" = seen.value ->> 0), 0) <> seen.value ->> 1`

const REFUSE_UNHELD = `
  INSERT INTO "CommitGuard" ("groupMoved", "missingHold")
  SELECT '', NULL FROM json_each(?) AS hold
  WHERE NOT EXISTS (
    SELECT 1 FROM "IpAllocation"
    WHERE "subnetId" = hold.value ->> 0 AND "address" = hold.value ->> 1 AND "releasedAt" IS NULL
      AND "groupId" = coalesce(hold.value ->> 2, "groupId"))`

const REFUSE_PUBLIC_UNHELD = `
  INSERT INTO "CommitGuard" ("groupMoved", "missingHold")
  SELECT '', NULL FROM json_each(?) AS hold
  WHERE NOT EXISTS (
    SELECT 1 FROM "PublicIpAllocation" WHERE "publicIpId" = hold.value ->> 0 AND "releasedAt" IS NULL)`

const RELEASE = `
  UPDATE "IpAllocation" SET "releasedAt" = gone.value ->> 2, "restsUntil" = gone.value ->> 3
  FROM json_each(?) AS gone
  WHERE "subnetId" = gone.value ->> 0 AND "address" = gone.value ->> 1 AND "releasedAt" IS NULL`

/** The cloud has just given the address to one of ours: whoever had it on our record has it no more. */
const RELEASE_FOREIGN = `
  UPDATE "IpAllocation" SET "releasedAt" = told.value ->> 2 FROM json_each(?) AS told
  WHERE "subnetId" = told.value ->> 0 AND "address" = told.value ->> 1 AND "releasedAt" IS NULL
    AND "ownerKind" = 'foreign'`

const DELETE_PUBLIC_IPS = `
  DELETE FROM "PublicIp" WHERE "id" IN (SELECT value ->> 0 FROM json_each(?))`

const KEEP = `
  UPDATE "IpAllocation" SET "ownerKind" = 'kept', "interfaceId" = kept.value ->> 2, "ownerName" = kept.value ->> 3
  FROM json_each(?) AS kept
  WHERE "subnetId" = kept.value ->> 0 AND "address" = kept.value ->> 1 AND "releasedAt" IS NULL`

/** A kept interface is from now on one that the inventory watches. */
const KEEP_INTERFACE = `
  INSERT INTO "ForeignInterface" ("id", "subnetId", "status", "description", "held", "taggedFor")
  SELECT value ->> 0, value ->> 1, 'available', 'Kept from group ' || (value ->> 2),
    json_object('addresses', json_array(value ->> 3), 'prefixes', json_array()),
    (SELECT "instanceId" FROM "IpAllocation" held WHERE held."subnetId" = value ->> 1
     AND held."address" = value ->> 3 AND held."releasedAt" IS NULL)
  FROM json_each(?) WHERE true ON CONFLICT ("id") DO NOTHING`

/** Who was a member, and until when, stays on record. */
const UNPOOLED = `
  INSERT INTO "PoolMemberPast" ("subnetId", "address", "groupId", "since", "until")
  SELECT m."subnetId", m."address", m."groupId", m."since", gone.value ->> 2
  FROM json_each(?) AS gone CROSS JOIN "PoolMember" m
  WHERE m."subnetId" = gone.value ->> 0 AND m."address" = gone.value ->> 1`

const UNPOOL = `
  DELETE FROM "PoolMember" WHERE ("subnetId", "address") IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`

const PUBLIC_UNPOOL = `
  DELETE FROM "PublicPoolMember" WHERE "publicIpId" IN (SELECT value ->> 0 FROM json_each(?))`

/**
 * A release ends the association too, on our record as in the cloud: the next look at the account is half a minute
 * away. Only where it was with an address of the instance that gives the public IP back; anybody else's stays (A8).
 */
const PUBLIC_DISASSOCIATE = `
  UPDATE "PublicIp" SET "interfaceId" = NULL, "machineId" = NULL, "privateAddress" = NULL
  WHERE "id" IN (SELECT value ->> 0 FROM json_each(?)) AND EXISTS (
    SELECT 1 FROM "IpAllocation" held CROSS JOIN "PublicIpAllocation" live
    WHERE held."address" = "PublicIp"."privateAddress" AND live."instanceId" = held."instanceId"
      AND live."publicIpId" = "PublicIp"."id" AND live."releasedAt" IS NULL)`

const PUBLIC_RELEASE = `
  UPDATE "PublicIpAllocation" SET "releasedAt" = gone.value ->> 1 FROM json_each(?) AS gone
  WHERE "publicIpId" = gone.value ->> 0 AND "releasedAt" IS NULL`
