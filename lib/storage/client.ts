import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { PrismaClient } from './generated/client'
import type { Statement } from './insert'
import { lockFile } from './process-lock'
import { SecondConnection } from './second-connection'
import { SqliteAdapter, together } from './sqlite-adapter'

export type { PrismaClient } from './generated/client'

/** An open database. `shared` keeps what else exists once per file, such as the store with its memory. */
export type OpenDatabase = {
  readonly file: string
  readonly client: PrismaClient
  /** The same file in a thread of its own, for questions about the whole record. */
  readonly second: SecondConnection
  readonly shared: Map<string, unknown>
  /** All of the statements or none. */
  write(statements: readonly Statement[]): Promise<void>
  close(): Promise<void>
}

/**
 * WAL: readers do not wait for a writer. FULL: a commit that was answered survives a power cut (B7).
 * The cache holds the upper part of every index of some million rows; SQLite's own default is 2 MB.
 */
export const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'busy_timeout = 5000',
  'foreign_keys = ON',
  'temp_store = MEMORY',
  'cache_size = -65536',
] as const

/** The absolute path that `file:./data/holdfast.db` means. */
export const databaseFile = (databaseUrl: string): string => resolve(databaseUrl.replace(/^file:/, ''))

// Next loads a module once per bundle, so module state would be several. The process has one globalThis.
const OPEN = Symbol.for('holdfast.storage.open')
type Registry = { [OPEN]?: Map<string, OpenDatabase> }

/** The one client of this process for the file; throws `DatabaseInUse` while another process has it. */
export function openDatabase(databaseUrl: string): OpenDatabase {
  const registry = globalThis as Registry
  registry[OPEN] ??= new Map()
  const all = registry[OPEN]
  const file = databaseFile(databaseUrl)
  const existing = all.get(file)
  if (existing) return existing

  mkdirSync(dirname(file), { recursive: true })
  const unlock = lockFile(file)
  const second = new SecondConnection(file, PRAGMAS)
  const adapter = new SqliteAdapter(file, PRAGMAS, second)
  const client = new PrismaClient({
    adapter,
    // Transactions run one after the other, and an import of a whole account takes seconds: Prisma's own bounds of
    // two and five seconds are made for a shared server.
    transactionOptions: { maxWait: 60_000, timeout: 600_000 },
  })
  const opened: OpenDatabase = {
    file,
    client,
    second,
    shared: new Map(),
    async write(statements) {
      const one = together(statements)
      await (adapter.write(one) ?? client.$executeRawUnsafe(one.sql, ...one.args))
    },
    async close() {
      if (all.get(file) !== opened) return
      all.delete(file)
      await client.$disconnect()
      unlock()
    },
  }
  all.set(file, opened)
  return opened
}
