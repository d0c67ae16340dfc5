import Database from 'better-sqlite3'
import { sealEvents } from '@/lib/storage/seal-events'
import { templateDatabase } from '@/lib/testing/database'
import { ADDRESSES, FIRST, LAST, makePrototype } from './prototype'

/** Instances of each group: as many as the prototype has. */
export const PER_GROUP = 1_000

export type LargeRecord = {
  readonly file: string
  readonly groups: number
  /** Live allocations and events, counted in the file. */
  readonly live: number
  readonly events: number
}

const made = new Map<string, Promise<LargeRecord>>()

/**
 * A database as it is after years: `groups` groups of 1,000 pool instances, a quarter of them running, every one with
 * its events. Made once in a run and removed at its end; ask for a copy to write to.
 *
 * One group is made by the engine itself, with the simulated cloud. All others are copies of its rows under other ids
 * and addresses, made by one statement for each table, with the indexes built afterwards:
 *
 *   group 0      subnet 10.0.0.0/20     ssi-0000a1b2c3d4  10.0.0.16     events   1 … 2,001
 *   group 1      subnet 10.0.16.0/20    ssi-0001a1b2c3d4  10.0.16.16    events   2,002 … 4,002
 *   group 999    subnet 10.62.112.0/20  ssi-03e7a1b2c3d4  10.62.112.16
 *
 * `events: false` leaves the events out, for what reads none: writing and hashing two million takes longest of all.
 */
export function largeRecord(groups: number, { events = true } = {}): Promise<LargeRecord> {
  const key = `${groups} ${events}`
  const known = made.get(key)
  if (known) return known
  const making = make(groups, events)
  made.set(key, making)
  return making
}

async function make(groups: number, withEvents: boolean): Promise<LargeRecord> {
  const prototype = await makePrototype()
  const file = await templateDatabase()
  const database = new Database(file)
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -400000'])
    database.pragma(pragma)
  database.exec(`ATTACH '${prototype}' AS "proto"`)
  multiply(database, groups, withEvents)
  database.exec('DETACH "proto"')
  const count = (sql: string): number => database.prepare(sql).pluck().get() as number
  const live = count('SELECT count(*) FROM "IpAllocation" WHERE "releasedAt" IS NULL')
  const events = count('SELECT count(*) FROM "Event"')
  database.exec(`DELETE FROM "Meta" WHERE "key" LIKE 'ledger-head%'`)
  database.close()
  // The hashes of copies belong to the copies: they get their own, as a record of an earlier version does.
  const head = withEvents ? await sealEvents(file) : null
  const sealed = new Database(file)
  if (head)
    sealed.prepare(`INSERT INTO "Meta" ("key", "value") VALUES ('ledger-head', ?)`).run(JSON.stringify(head))
  sealed.pragma('journal_mode = WAL')
  sealed.close()
  return { file, groups, live, events }
}

function multiply(database: Database.Database, groups: number, withEvents: boolean): void {
  const indexes = database
    .prepare(`SELECT "name", "sql" FROM main.sqlite_master WHERE type = 'index' AND "sql" IS NOT NULL`)
    .all() as { name: string; sql: string }[]
  const tables = database
    .prepare(`SELECT "name" FROM proto.sqlite_master WHERE type = 'table' AND "name" NOT LIKE '\\_%' ESCAPE '\\'
              AND "name" NOT LIKE 'sqlite%'`)
    .pluck()
    .all() as string[]
  const named = database.prepare(`SELECT "groupId", "subnetId" FROM proto."StatefulInstance" LIMIT 1`)
  const names = named.get() as { groupId: string; subnetId: string }
  for (const { name } of indexes) database.exec(`DROP INDEX "${name}"`)
  for (const table of tables) {
    if (table === 'Event' && !withEvents) continue
    const empty = database.prepare(`SELECT count(*) FROM proto."${table}"`).pluck().get() === 0
    if (!empty) database.exec(copiesOf(database, table, { groups, ...names }))
  }
  for (const { sql } of indexes) database.exec(sql)
}

type Copied = { readonly groups: number; readonly groupId: string; readonly subnetId: string }

/** Group by group, and in each in the prototype's order: what grows with time is written in the order of time. */
function copiesOf(database: Database.Database, table: string, copied: Copied): string {
  const columns = database.pragma(`proto.table_info("${table}")`) as {
    name: string
    type: string
    pk: number
  }[]
  const taken = columns.filter(({ name, type, pk }) => name === 'seq' || !(pk === 1 && type === 'INTEGER'))
  const values = taken.map(({ name }) => copiedValue(name, copied))
  return `
    WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n < ${copied.groups - 1})
    INSERT INTO main."${table}" (${taken.map(({ name }) => `"${name}"`).join(', ')})
    SELECT ${values.join(', ')} FROM k CROSS JOIN (SELECT * FROM proto."${table}" ORDER BY rowid) AS p`
}

const IDS = [
  'id',
  'groupId',
  'instanceId',
  'subnetId',
  'virtualNetworkId',
  'interfaceId',
  'machineId',
  'oldMachineId',
]

const TEXTS = ['config', 'settings', 'persistence', 'cidrs', 'answer']

/** The four digits after the prefix are the group's number. */
const idOf = (value: string): string =>
  `substr(${value}, 1, instr(${value}, '-')) || printf('%04x', k.n) || substr(${value}, instr(${value}, '-') + 5)`

/** '10.0.3.7' in the k-th /20: the third octet is counted on from there. */
const addressOf = (value: string): string =>
  `'10.' || (k.n >> 4) || '.' || (CAST(substr(${value}, 6) AS INTEGER) + (k.n & 15) * 16)
     || substr(${value}, 5 + instr(substr(${value}, 6), '.'))`

function copiedValue(name: string, copied: Copied): string {
  const value = `p."${name}"`
  if (name === 'hash') return 'NULL'
  if (name === 'seq') return `p."seq" + k.n * (SELECT max("seq") FROM proto."Event")`
  if (IDS.includes(name)) return idOf(value)
  if (name === 'address') return addressOf(value)
  if (name === 'addressWhy') return `replace(${value}, p."address", ${addressOf('p."address"')})`
  if (name === 'key' || name === 'requestId' || name === 'name') return `${value} || '-' || k.n`
  if (name === 'before' || name === 'after')
    return `CASE WHEN p."instanceId" IS NULL THEN ${inText(value, copied)} ELSE ${inFacts(value)} END`
  if (TEXTS.includes(name)) return inText(value, copied)
  return value
}

/** What an event tells of one instance, field by field; a field that it does not have stays away. */
function inFacts(text: string): string {
  const fact = (path: string) => `json_extract(${text}, '$.${path}')`
  const ids = IDS.map((name) => `'$.${name}', ${idOf(fact(name))}`)
  return `json_replace(${text}, ${ids.join(', ')}, '$.address', ${addressOf(fact('address'))})`
}

/** What a JSON text says of the prototype's network and pool, said of the copy's. */
function inText(value: string, { groupId, subnetId }: Copied): string {
  const others = ['vpc', 'sg'].map((prefix) => subnetId.replace('subnet', prefix))
  let text = `replace(${value}, '"name":"bench"', '"name":"bench-' || k.n || '"')`
  for (const id of [groupId, subnetId, ...others]) text = `replace(${text}, '${id}', ${idOf(`'${id}'`)})`
  for (const at of [FIRST, LAST, ADDRESSES]) text = `replace(${text}, '${at}', ${addressOf(`'${at}'`)})`
  return text
}
