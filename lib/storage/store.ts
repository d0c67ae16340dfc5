import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import type { Reads } from '@/lib/allocation/ports/reads'
import type { EventQuery, LedgerCut, Store } from '@/lib/allocation/ports/store'
import { type Asking, type Event, NOBODY_ASKS } from '@/lib/domain/event'
import type { ExportedEvent } from '@/lib/domain/event-export'
import type { Result } from '@/lib/domain/result'
import type { AuditReport, RulesReport } from './audit'
import { type OpenDatabase, openDatabase } from './client'
import type { QueueWatch } from './commit-queue'
import type { ChainHead } from './event-chain'
import { askerOf } from './large-record'
import { RestEnds } from './rest-ends'
import { openChain, sealedEvent } from './seal-events'
import { Settling } from './settling'
import { SqliteStore } from './sqlite-store'
import type { Use } from './use-counts'
import type { NewestReport, StretchReport } from './verify-chain.mjs'

export type OpenStore = Store & {
  readonly reads: Reads
  /** Told after every commit, with its events; for the live feed. Answers how to stop listening. */
  onCommitted(listener: (events: readonly Event[]) => void): () => void
  /** How many transactions were run: commits that wait together share one. */
  transactions(): number
  /** How full subnets and pools are; nothing is counted that did not change since it was asked last. */
  use(): Promise<Use>
  /** Reads the whole record against what must be so at every moment, in a thread of its own. */
  audit(onProgress?: (checked: number, of: number) => void): Promise<AuditReport>
  /** The same without following the log from one event to the next. */
  auditRules(): Promise<RulesReport>
  /** Follows the newest events only, in a thread of its own: what a start can afford. */
  verifyNewest(): Promise<NewestReport>
  /** The last event's number and hash. */
  ledgerHead(): ChainHead
  /**
   * Removes every event that was before the moment, but for what a chain needs to be followed. Null: there was none.
   * What a process that was killed left half-way is finished, too. `goOn` is asked before each slice that is removed:
   * once it answers no, the rest waits for the next time. What goes is followed before; where the chain does not hold
   * there, nothing goes.
   */
  cutLedger(before: string, goOn?: () => boolean): Promise<Result<LedgerCut | null, StretchReport>>
  /** Events of a filter, oldest first, with their hashes. */
  exportEvents(filter: Omit<EventQuery, 'limit'>): AsyncGenerator<readonly ExportedEvent[]>
  /** Whether the process before was started read-only. */
  startedReadOnly(): Promise<boolean>
  /** Lets go of the file. */
  close(): Promise<void>
}

type OpenSetting = {
  readonly databaseUrl: string
  readonly now: () => string
  readonly watch?: QueueWatch
  /** Who asks for what is committed at this moment; nobody where Holdfast itself does. */
  readonly asking?: () => Asking
}

/**
 * Opens the store of a SQLite file (`file:./data/holdfast.db`), once per process: asking again answers the same store,
 * because two memories of one database would contradict each other. Throws `DatabaseInUse` where another process has
 * the file. `now` answers ISO 8601, UTC, milliseconds.
 */
export async function openStore(setting: OpenSetting): Promise<OpenStore> {
  const database = openDatabase(setting.databaseUrl)
  const existing = database.shared.get('store')
  if (existing) return existing as Promise<OpenStore>
  const opening = open(database, setting)
  database.shared.set('store', opening)
  // Without its tables, say, a file cannot be opened; then it must not stay locked either.
  opening.catch(() => database.close())
  return opening
}

async function open(
  database: OpenDatabase,
  { now, watch, asking = () => NOBODY_ASKS }: OpenSetting,
): Promise<OpenStore> {
  const { head, sealed } = await openChain(database)
  const settling = new Settling()
  const restEnds = new RestEnds()
  const { ask, isLarge } = await askerOf(database)
  const loading = settling.load(ask)
  // Who needs it waits for it, and hears of a failure.
  if (isLarge) loading.catch(() => undefined)
  else await loading
  await restEnds.load(database.client, now())
  const store = new SqliteStore(database, now, asking, { settling, restEnds, ask, watch }, head)
  if (sealed) await store.commit({ ...EMPTY_COMMIT, events: [sealedEvent(sealed, now())] })
  return store
}
