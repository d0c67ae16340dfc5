import Database from 'better-sqlite3'
import { AZURE_SCHEMA, AZURE_TABLES } from './azure/schema'

/**
 * The persisted world. One SQLite file, held exclusively by one process. Azure's tables stand in `azure/schema`.
 *
 *   interface ──< held      one row per (subnet, address): its primary key is the judge of InvalidIPAddress.InUse
 *       │ └────< prefix     delegated blocks; every address in them counts as held. `held.block` is the block that
 *       │                   could be delegated around an address, so that either finds the other by equality
 *       └── machine         launched with the interface as primary
 *   public_ip ── interface  stays associated when the machine ends
 *
 * A machine's row keeps the moments of its transitions, not its state, so that a process that was killed and started
 * again finds every machine where it would have been. `seq` is the order of describe pages.
 */
/** Grows with the tables' shape. A file of version 1 has no tables of Azure: they are added. */
const SCHEMA_VERSION = 2
const READABLE_VERSIONS = [0, 1, SCHEMA_VERSION]

const SCHEMA = `
create table if not exists setting (name text primary key, value text not null) without rowid;
create table if not exists virtual_network (
  seq integer primary key autoincrement, id text not null unique, region text not null, name text not null,
  cidrs text not null);
create table if not exists subnet (
  seq integer primary key autoincrement, id text not null unique, virtual_network_id text not null,
  region text not null, zone text, name text not null, cidrs text not null);
create table if not exists security_group (
  seq integer primary key autoincrement, id text not null unique, virtual_network_id text not null,
  name text not null, description text not null);
create table if not exists interface (
  seq integer primary key autoincrement, id text not null unique, subnet_id text not null,
  status text not null, machine_id text, description text not null, instance_id text,
  security_group_ids text not null);
create index if not exists interface_of_instance on interface (instance_id) where instance_id is not null;
create index if not exists interface_of_machine on interface (machine_id) where machine_id is not null;
create table if not exists held (
  subnet_id text not null, address text not null, interface_id text not null, position integer not null,
  block text not null, primary key (subnet_id, address)) without rowid;
create index if not exists held_by on held (interface_id, position);
create index if not exists held_in on held (subnet_id, block);
create table if not exists prefix (
  subnet_id text not null, cidr text not null, interface_id text not null,
  primary key (subnet_id, cidr)) without rowid;
create index if not exists prefix_of on prefix (interface_id);
create table if not exists machine (
  seq integer primary key autoincrement, id text not null unique, interface_id text not null, zone text not null,
  instance_id text not null, image_id text not null, instance_type text not null, launched_at integer not null,
  running_at integer not null, stopping_at integer, gone_at integer, state_reason text,
  settled integer not null default 0);
create index if not exists machine_leaving on machine (gone_at) where settled = 0 and gone_at is not null;
create table if not exists public_ip (
  seq integer primary key autoincrement, id text not null unique, region text not null, address text not null,
  name text not null, associated integer not null default 0, interface_id text, machine_id text,
  private_address text);
create index if not exists public_ip_of on public_ip (interface_id) where interface_id is not null;
create table if not exists token (
  operation text not null, token text not null, parameters text not null, answer text not null, at integer not null,
  primary key (operation, token)) without rowid;
`

const TABLES = [
  'virtual_network',
  'subnet',
  'security_group',
  'interface',
  'held',
  'prefix',
  'machine',
  'public_ip',
  'token',
  ...AZURE_TABLES,
]

export type Bindable = string | number | null

/** The database with the few verbs that the world's parts use. Statements are prepared once. */
export type State = {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** [0, 1). */
  readonly random: () => number
  row<R>(sql: string, ...params: Bindable[]): R | undefined
  rows<R>(sql: string, ...params: Bindable[]): R[]
  /** How many rows it changed. */
  run(sql: string, ...params: Bindable[]): number
  /** All of it is written, or none if it throws. Within another such work it is part of that one. */
  atomically<T>(work: () => T): T
  /** A new id in EC2's form, `eni-` and 17 hexadecimal digits, that no row of `table` has. */
  newId(prefix: string, table: 'interface' | 'machine'): string
  /** `digits` random hexadecimal digits, at most 16. */
  hex(digits: number): string
  empty(): void
  close(): void
}

/** Opens or creates the state file; ':memory:' keeps nothing. Throws SQLITE_BUSY when another process holds it. */
export function openState(file: string, now: () => number, random: () => number): State {
  const db = new Database(file, { timeout: 1000 })
  // Exclusive: a second simulated cloud on the same file would answer from a world that the first one changes.
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('journal_mode = WAL')
  // NORMAL survives a killed process; only a power cut may lose the last calls, as a real cloud never would.
  db.pragma('synchronous = NORMAL')
  // Only checkpoints wait for the disk; with the default of 1,000 pages they come every hundred creations.
  db.pragma('wal_autocheckpoint = 10000')
  const version = Number(db.pragma('user_version', { simple: true }))
  if (!READABLE_VERSIONS.includes(version)) {
    db.close()
    throw new Error(
      `${file} was written by another version (${version}); delete it to start with an empty world`,
    )
  }
  db.exec(SCHEMA + AZURE_SCHEMA)
  db.pragma(`user_version = ${SCHEMA_VERSION}`)
  const statements = new Map<string, Database.Statement<Bindable[], unknown>>()
  const prepared = (sql: string) => {
    const known = statements.get(sql)
    if (known) return known
    const statement = db.prepare<Bindable[], unknown>(sql)
    statements.set(sql, statement)
    return statement
  }
  const hex = (): string =>
    Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0')
  const state: State = {
    now,
    random,
    row: <R>(sql: string, ...params: Bindable[]) => prepared(sql).get(...params) as R | undefined,
    rows: <R>(sql: string, ...params: Bindable[]) => prepared(sql).all(...params) as R[],
    run: (sql, ...params) => prepared(sql).run(...params).changes,
    atomically<T>(work: () => T): T {
      if (db.inTransaction) return work()
      prepared('begin immediate').run()
      try {
        const done = work()
        prepared('commit').run()
        return done
      } catch (error) {
        if (db.inTransaction) prepared('rollback').run()
        throw error
      }
    },
    newId(prefix, table) {
      for (;;) {
        const id = `${prefix}-0${hex()}${hex()}`
        if (!state.row(`select 1 from ${table} where id = ?`, id)) return id
      }
    },
    hex: (digits) => `${hex()}${hex()}`.slice(0, digits),
    empty: () => state.atomically(() => db.exec(TABLES.map((table) => `delete from ${table};`).join('\n'))),
    close: () => db.close(),
  }
  return state
}
