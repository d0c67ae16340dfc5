import type { Commit, NewAllocation } from '@/lib/allocation/ports/commit'
import { type Address, formatAddress } from '@/lib/domain/address'
import { SLICE, type Sliced } from '@/lib/domain/slices'
import { accountStatements } from './account-changes'
import { CAPACITY_COLUMNS, type CapacityRow } from './capacity-points'
import { REVISION_COLUMNS } from './config-revisions'
import { adoptionStatements, disposalStatements } from './disposals'
import { driftStatements } from './drifts'
import {
  forEachRow,
  forEachRowSliced,
  insertRows,
  insertRowsSliced,
  type OnConflict,
  type Statement,
} from './insert'
import { PUBLIC_IP_COLUMNS, publicIpRow } from './inventory'
import { rollingStatements } from './rollings'
import {
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
 *
 * `commits` may be told in fewer than they are (`gather`); `requests` are those of all of them.
 *
 * With pauses, because a group of ten thousand is a commit of some 40,000 rows.
 */
export function* statementsOf(
  { commits, requests }: { readonly commits: readonly Commit[]; readonly requests: readonly Request[] },
  histories: { readonly capacity: readonly CapacityRow[]; readonly configs: readonly Row[] },
  now: string,
): Sliced<Statement[]> {
  const rowsOf = <K extends Part>(part: K, row: ToRow<K>): Sliced<Row[]> => collect(commits, part, row)
  const place = (p: { readonly subnetId: string; readonly address: Address }): [string, string] => [
    p.subnetId,
    formatAddress(p.address),
  ]
  // None of them begins before the one above it has ended: a generator does nothing until it is asked.
  const sets: readonly (Sliced<Statement[]> | readonly Statement[])[] = [
    insertRows(
      'Request',
      ['key', 'fingerprint', 'answer', 'at'],
      requests.map((r) => [r.key, r.fingerprint, JSON.stringify(r.answer), now]),
    ),
    forEachRow(
      FULFIL_DRAFT,
      requests.map((r) => [r.key]),
    ),
    forEachRow(
      DROP_DRAFTS,
      commits.flatMap(({ groups }) => groups.filter(({ state }) => state !== 'live').map(({ id }) => [id])),
    ),
    each(
      REFUSE_MOVED,
      rowsOf('expect', (e) => [e.groupId, e.version]),
    ),
    each(
      REFUSE_UNHELD,
      rowsOf('released', (r) => [...place(r), r.groupId]),
    ),
    each(
      REFUSE_UNHELD,
      rowsOf('kept', (k) => [...place(k), null]),
    ),
    each(
      REFUSE_PUBLIC_UNHELD,
      rowsOf('publicReleased', (r) => [r.publicIpId]),
    ),
    each(
      RELEASE,
      rowsOf('released', (r) => [...place(r), r.at, r.restsUntil]),
    ),
    each(
      KEEP,
      rowsOf('kept', (k) => [...place(k), k.interfaceId, k.groupName]),
    ),
    each(
      KEEP_INTERFACE,
      rowsOf('kept', (k) => [k.interfaceId, k.subnetId, k.groupName, formatAddress(k.address)]),
    ),
    each(
      UNPOOLED,
      rowsOf('unpooled', (p, _, commit) => [...place(p), momentOf(commit, now)]),
    ),
    each(UNPOOL, rowsOf('unpooled', place)),
    each(
      PUBLIC_UNPOOL,
      rowsOf('publicUnpooled', (p) => [p.publicIpId]),
    ),
    each(
      PUBLIC_DISASSOCIATE,
      rowsOf('publicReleased', (r) => [r.publicIpId]),
    ),
    each(
      PUBLIC_RELEASE,
      rowsOf('publicReleased', (r) => [r.publicIpId, r.at]),
    ),
    insert('Group', GROUP_COLUMNS, rowsOf('groups', groupRow), 'replace'),
    insert('StatefulInstance', INSTANCE_COLUMNS, rowsOf('instances', instanceRow), 'replace'),
    insert('PooledVm', VM_COLUMNS, rowsOf('vms', vmRow), 'replace'),
    insert('PublicIp', PUBLIC_IP_COLUMNS, rowsOf('publicCreated', publicIpRow), 'replace'),
    each(
      DELETE_PUBLIC_IPS,
      rowsOf('publicDeleted', (id) => [id]),
    ),
    each(
      RELEASE_FOREIGN,
      rowsOf('allocated', (a) => (a.origin === 'dynamic' ? [...place(a), a.at] : null)),
    ),
    adoptionStatements(commits),
    insert(
      'IpAllocation',
      ['subnetId', 'address', 'groupId', 'instanceId', 'origin', 'since', 'ownerKind', 'whyId'],
      rowsOf('allocated', (a) => [
        ...place(a),
        ...[a.groupId, a.instanceId, a.origin, a.at, ownerKindOf(a), a.whyId ?? null],
      ]),
    ),
    insert(
      'PoolMember',
      ['subnetId', 'address', 'groupId', 'position', 'since'],
      rowsOf('pooled', (p, _, commit) => [...place(p), p.groupId, p.position, momentOf(commit, now)]),
    ),
    insert(
      'PublicPoolMember',
      ['publicIpId', 'groupId', 'position'],
      rowsOf('publicPooled', (p) => [p.publicIpId, p.groupId, p.position]),
    ),
    insert(
      'PublicIpAllocation',
      ['publicIpId', 'groupId', 'instanceId', 'since', 'whyId'],
      rowsOf('publicTaken', (t) => [t.publicIpId, t.groupId, t.instanceId, t.at, t.whyId ?? null]),
    ),
    insert(
      'Explanation',
      ['id', 'why'],
      rowsOf('explained', ({ id, why }) => [id, JSON.stringify(why)]),
    ),
    insertRows('CapacityPoint', CAPACITY_COLUMNS, histories.capacity),
    insertRows('ConfigRevision', REVISION_COLUMNS, histories.configs),
    operationStatements(commits),
    taskStatements(commits),
    disposalStatements(commits.flatMap(({ disposals }) => disposals)),
    settingStatements(commits),
    accountStatements(commits),
    driftStatements(commits),
    rollingStatements(commits),
  ]
  const statements: Statement[] = []
  for (const set of sets) statements.push(...('next' in set ? yield* set : set))
  return statements
}

function* each(sql: string, rows: Sliced<Row[]>): Sliced<Statement[]> {
  return yield* forEachRowSliced(sql, yield* rows)
}

function* insert(
  table: string,
  columns: readonly string[],
  rows: Sliced<Row[]>,
  onConflict?: OnConflict,
): Sliced<Statement[]> {
  return yield* insertRowsSliced(table, columns, yield* rows, onConflict)
}

/** One operation runs per instance: the one that ended is written before the one that begins. */
function* operationStatements(commits: readonly Commit[]): Sliced<Statement[]> {
  const statements: Statement[] = []
  for (const running of [false, true]) {
    const rows = collect(commits, 'operations', (o) =>
      (o.state === 'running') === running ? operationRow(o) : null,
    )
    statements.push(...(yield* insert('Operation', OPERATION_COLUMNS, rows, 'replace')))
  }
  return statements
}

/** A VM's id says what it is; kept apart because most subnets have none, and then nothing is looked for. */
const ownerKindOf = ({ instanceId }: NewAllocation): 'vm' | 'instance' =>
  instanceId.startsWith('vmi-') ? 'vm' : 'instance'

/** When it happened, as its events say it: what is written with them is there from the same moment on. */
const momentOf = ({ events }: Commit, now: string): string => events[0]?.at ?? now

type Request = NonNullable<Commit['request']>
type Part = Exclude<keyof Commit, 'request'>
type Item<K extends Part> = Commit[K][number]
/** Null: nothing of it is written. `index`: among the items of all commits. */
type ToRow<K extends Part> = (item: Item<K>, index: number, commit: Commit) => Row | null

function* collect<K extends Part>(commits: readonly Commit[], part: K, toRow: ToRow<K>): Sliced<Row[]> {
  const rows: Row[] = []
  let index = 0
  for (const commit of commits)
    for (const item of commit[part]) {
      if (index > 0 && index % SLICE === 0) yield
      const row = toRow(item, index, commit)
      if (row) rows.push(row)
      index += 1
    }
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
