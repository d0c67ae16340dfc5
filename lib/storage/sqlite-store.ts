import { setImmediate as turnOfOthers } from 'node:timers/promises'
import type { Commit, Conflict, InventoryChange } from '@/lib/allocation/ports/commit'
import type { Reads } from '@/lib/allocation/ports/reads'
import type { EventQuery, GroupSnapshot, LedgerCut, NetworkSnapshot } from '@/lib/allocation/ports/store'
import type { Cloud as CloudName } from '@/lib/domain/cloud-rules'
import type { Asking, Event } from '@/lib/domain/event'
import type { ExportedEvent } from '@/lib/domain/event-export'
import { type Expected, type ExpectedKind, expectedOf } from '@/lib/domain/expected'
import type { Inventory, ObservedInterface } from '@/lib/domain/inventory'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { inTurns } from '@/lib/domain/slices'
import { type AuditReport, auditAside, auditRulesAside, type RulesReport } from './audit'
import { capacityRows, groupsChangedBy } from './capacity-points'
import type { OpenDatabase } from './client'
import { CommitQueue, type Handed, type QueueWatch } from './commit-queue'
import { revisionRows } from './config-revisions'
import { conflictOf } from './conflict'
import { isCutDue, planCut, REMOVE_SLICE } from './cut-events'
import { type ChainHead, chainStatements, numbered, type Telling } from './event-chain'
import { readLastSeq } from './events'
import { isBeyond, readExpected } from './expected-reads'
import { exportEvents } from './export-events'
import { gather } from './gather'
import { type CapacityChange, GroupCache, MOST_INSTANCES } from './group-cache'
import { GroupRowMemory } from './group-row-memory'
import { readGroupRows } from './group-rows'
import { readGroupWithInstances } from './groups'
import type { Statement } from './insert'
import { inventoryStatements, readInventoryBesideInterfaces } from './inventory'
import type { Ask } from './large-record'
import { NetworkMemory } from './network-memory'
import { seqRange } from './past-events'
import { createReads } from './reads'
import { RecordQuestions } from './record-questions'
import type { RestEnds } from './rest-ends'
import type { Settling } from './settling'
import { statementsOf } from './statements'
import type { OpenStore } from './store'
import { readUnsettled } from './unsettled'
import { type Use, UseCounts } from './use-counts'
import { verifyNewestAside, verifyUntilAside } from './verify-aside'
import type { NewestReport, StretchReport } from './verify-chain.mjs'

/**
 * The store on SQLite: every change goes through one queue (`CommitQueue`) into the database, then into memory, and
 * only then is it answered. Snapshots come from memory; questions go to the database (`RecordQuestions`).
 */
export class SqliteStore extends RecordQuestions implements OpenStore {
  readonly reads: Reads
  private readonly network: NetworkMemory
  private readonly groups = new GroupCache()
  private readonly groupRows: GroupRowMemory
  private readonly listeners = new Set<(events: readonly Event[]) => void>()
  private readonly queue: CommitQueue
  private readonly uses: UseCounts
  private readonly settling: Settling
  private readonly restEnds: RestEnds
  private readonly ask: Ask
  /** What is being written, for the memory that follows it. */
  private gathered: readonly Commit[] = []
  /** The head as it is on disk; `head` follows with the rest of memory. */
  private next: ChainHead

  constructor(
    private readonly database: OpenDatabase,
    private readonly now: () => string,
    private readonly asking: () => Asking,
    memory: {
      readonly settling: Settling
      readonly restEnds: RestEnds
      readonly ask: Ask
      readonly watch?: QueueWatch | undefined
    },
    private head: ChainHead,
  ) {
    super(database.client)
    this.settling = memory.settling
    this.restEnds = memory.restEnds
    this.ask = memory.ask
    this.next = head
    this.queue = new CommitQueue(
      (batch) => this.write(batch),
      () => this.written(),
      (batch) => this.announce(batch.map(toldBy)),
      memory.watch,
    )
    this.network = new NetworkMemory(this.client, now, (work) => this.queue.alone(work))
    this.uses = new UseCounts(
      this.network.index,
      (groupId) => this.groups.groupOf(groupId)?.config.cloud,
      (sql, ...args) => database.second.read(sql, ...args),
    )
    this.groupRows = new GroupRowMemory((ids) => readGroupRows(this.client, ids))
    this.reads = createReads(this.client, {
      now,
      plan: () => this.network.plan(),
      groups: () => this.groupRows.all(),
    })
  }

  // ── Writing ──

  commit(commit: Commit): Promise<Result<{ readonly seq: number }, Conflict>> {
    // Who asks is known now, and no more when the commit's turn has come.
    return this.queue.commit(commit, this.asking())
  }

  applyInventory(change: InventoryChange): Promise<Result<{ readonly seq: number }, Conflict>> {
    const told = { events: change.events, asking: this.asking() }
    return this.queue.alone(async () => {
      const { statements, freed, subnetIds } = await inventoryStatements(this.client, change)
      const conflict = await this.run(statements, [told])
      if (conflict) return refuse(conflict)
      this.head = this.next
      this.network.forget(subnetIds, changesNetwork(change))
      this.uses.forget(subnetIds)
      this.groupRows.forget()
      for (const place of freed) {
        this.settling.freed(place.subnetId, place.address, change.restsUntil ?? change.at)
        if (change.restsUntil) this.restEnds.add(place.subnetId, change.restsUntil)
      }
      this.announce([told])
      return ok({ seq: this.seq })
    })
  }

  private get seq(): number {
    return this.head.seq
  }

  private async write(batch: readonly Handed[]): Promise<Conflict | null> {
    const commits = batch.map(({ commit }) => commit)
    const changes: CapacityChange[] = []
    this.gathered = gather(commits)
    for (const commit of this.gathered) {
      // What a group counts before the commit is what its last point says, so its instances have to be known.
      for (const groupId of groupsChangedBy(commit)) await this.loadGroup(groupId)
      changes.push(...this.groups.capacityChanges(commit))
    }
    const now = this.now()
    const configs = revisionRows(commits, (groupId) => this.groups.groupOf(groupId), this.seq + 1, now)
    const histories = { capacity: capacityRows(changes, now), configs }
    const requests = commits.flatMap(({ request }) => request ?? [])
    const statements = statementsOf({ commits: this.gathered, requests }, histories, now)
    return this.run(await inTurns(statements, () => turnOfOthers()), batch.map(toldBy))
  }

  /** All of the statements and the events of what they belong to, or none. */
  private async run(changes: readonly Statement[], told: readonly Telling[]): Promise<Conflict | null> {
    const chained = await inTurns(chainStatements(told, this.head), () => turnOfOthers())
    const statements = [...changes, ...chained.statements]
    if (statements.length === 0) return null
    try {
      await this.database.write(statements)
    } catch (error) {
      const conflict = conflictOf(error)
      if (conflict) return conflict
      // A thread that ended may have written it before. Then it is on disk, and memory has to follow.
      const isWritten = chained.head.seq > this.seq && (await readLastSeq(this.client)) === chained.head.seq
      if (!isWritten) throw error
    }
    this.next = chained.head
    return null
  }

  /** Memory follows the disk. */
  private written(): number {
    this.head = this.next
    for (const commit of this.gathered) {
      this.uses.apply(commit)
      this.groups.apply(commit)
      this.network.apply(commit)
      this.settling.apply(commit)
      this.restEnds.apply(commit)
      this.groupRows.apply(commit)
    }
    this.gathered = []
    return this.seq
  }

  /** After they were written together: their last event is the head. */
  private announce(told: readonly Telling[]): void {
    if (this.listeners.size === 0) return
    let first = this.seq + 1 - told.reduce((sum, { events }) => sum + events.length, 0)
    for (const one of told) {
      if (one.events.length === 0) continue
      const events = numbered(one, first)
      first += events.length
      for (const listener of this.listeners) listener(events)
    }
  }

  onCommitted(listener: (events: readonly Event[]) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  // ── Snapshots ──

  async groupSnapshot(groupId: string): Promise<GroupSnapshot | null> {
    const known = this.groups.get(groupId)
    if (known) return { seq: this.seq, ...known }
    await this.queue.alone(() => this.loadGroup(groupId))
    const found = this.groups.get(groupId)
    return found && { seq: this.seq, ...found }
  }

  /** Of a record that memory can keep, from there; of a larger one only what is asked for is read. */
  async *expected(cloud: CloudName, kind: ExpectedKind): AsyncGenerator<readonly Expected[]> {
    if (await isBeyond(this.client, MOST_IN_MEMORY)) return yield* readExpected(this.client, cloud, kind)
    for (const groupId of await this.liveGroupIds(cloud)) {
      const found = await this.groupSnapshot(groupId)
      if (found?.group.state === 'live') yield expectedOf(found, kind)
    }
  }

  /** Into memory, between transactions. Someone else who waited may have done it meanwhile. */
  private async loadGroup(groupId: string): Promise<void> {
    if (this.groups.has(groupId)) return
    const read = await readGroupWithInstances(this.client, groupId)
    if (read) this.groups.put(read)
  }

  networkSnapshot(wanted: {
    subnetIds: readonly string[]
    publicIpIds: readonly string[]
  }): Promise<NetworkSnapshot> {
    return this.network.snapshot(wanted, () => this.seq)
  }

  // ── Questions ──

  groupsToSettle(now: string): Promise<readonly string[]> {
    return this.settling.groups(this.client, now)
  }

  unsettledGroups(): Promise<readonly string[]> {
    return readUnsettled(this.ask)
  }

  takeEndedRests(now: string): readonly string[] {
    return this.restEnds.take(now)
  }

  async inventory(): Promise<Inventory> {
    const interfaces: ObservedInterface[] = []
    for await (const page of this.foreignInterfaces()) for (const one of page) interfaces.push(one)
    return { ...(await this.inventoryBesideInterfaces()), interfaces }
  }

  async inventoryBesideInterfaces(): Promise<Inventory> {
    return readInventoryBesideInterfaces(this.client, await this.network.plan())
  }

  async lastSeq(): Promise<number> {
    return this.seq
  }

  transactions(): number {
    return this.queue.transactions
  }

  async use(): Promise<Use> {
    return {
      subnets: await this.uses.subnetUse(await this.network.plan()),
      pools: await this.uses.poolUse(),
      drifts: await this.uses.openDrifts(),
      moves: this.uses.moves(),
      queued: this.queue.length,
    }
  }

  audit(onProgress?: (checked: number, of: number) => void): Promise<AuditReport> {
    return auditAside(this.database.file, onProgress)
  }

  verifyNewest(): Promise<NewestReport> {
    return verifyNewestAside(this.database.file)
  }

  auditRules(): Promise<RulesReport> {
    return auditRulesAside(this.database.file)
  }

  ledgerHead(): ChainHead {
    return this.head
  }

  async cutLedger(
    before: string,
    goOn: () => boolean = () => true,
  ): Promise<Result<LedgerCut | null, StretchReport>> {
    const { file, second } = this.database
    const { low } = await seqRange(this.client, before)
    if (!(await isCutDue(second, low))) return ok(null)
    const followed = await verifyUntilAside(file, low)
    if (followed.count > 0) return refuse(followed)
    if (!goOn()) return ok(null)
    const planned = low > 0 ? await planCut(second, { seq: low, hash: followed.hash }, this.now()) : null
    if (planned && goOn()) {
      const told = [{ events: [planned.event] }]
      await this.queue.alone(async () => {
        const conflict = await this.run(planned.statements, told)
        if (conflict) throw new Error(`Old events could not be removed: ${conflict.kind}`)
        this.head = this.next
        this.announce(told)
      })
    }
    for (let removed = ROWS_PER_REMOVAL; removed === ROWS_PER_REMOVAL && goOn(); )
      removed = await this.queue.alone(() => this.client.$executeRawUnsafe(REMOVE_SLICE, ROWS_PER_REMOVAL))
    return ok(planned?.cut ?? null)
  }

  exportEvents(filter: Omit<EventQuery, 'limit'>): AsyncGenerator<readonly ExportedEvent[]> {
    return exportEvents(this.database.second, filter)
  }

  async close(): Promise<void> {
    await this.queue.alone(() => this.database.close())
  }
}

/** Half of what groups that were read may take: what is worked with stays beside what is only looked at. */
const MOST_IN_MEMORY = MOST_INSTANCES / 2

/** About 10 ms of writing. */
const ROWS_PER_REMOVAL = 500

/** Interfaces and public IPs come and go all the time; what the network plan has of a change is rare. */
const changesNetwork = ({ upsert, remove }: InventoryChange): boolean =>
  [upsert, remove].some(({ virtualNetworks, subnets, securityGroups, loadBalancers }) =>
    [virtualNetworks, subnets, securityGroups, loadBalancers].some((list) => list.length > 0),
  )

const toldBy = ({ commit, asking }: Handed): Telling => ({ events: commit.events, asking })
