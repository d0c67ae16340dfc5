import { setImmediate as turnOfOthers } from 'node:timers/promises'
import type { EventQuery, GroupSnapshot, LedgerCut, NetworkSnapshot } from '@/lib/allocation/ports'
import type { Commit, Conflict, InventoryChange } from '@/lib/allocation/ports/commit'
import type { Reads } from '@/lib/allocation/reads-port'
import type { AccountSettings } from '@/lib/domain/account-settings'
import { type Address, formatAddress } from '@/lib/domain/address'
import type { Cloud as CloudName } from '@/lib/domain/cloud-rules'
import type { Disposal } from '@/lib/domain/disposal'
import type { DriftRecord } from '@/lib/domain/drift'
import type { Asking, Event } from '@/lib/domain/event'
import type { ExportedEvent } from '@/lib/domain/event-export'
import type { HeldThing } from '@/lib/domain/held'
import type { Inventory, ObservedInterface } from '@/lib/domain/inventory'
import type { Operation } from '@/lib/domain/operation'
import type { Holder } from '@/lib/domain/refusal'
import type { RepairedByItself } from '@/lib/domain/repair-rest'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Rolling, RollingRun } from '@/lib/domain/rolling-recycle'
import type { ScheduledTask } from '@/lib/domain/schedule'
import { inTurns } from '@/lib/domain/slices'
import type { SubnetSnapshot } from '@/lib/domain/world'
import { type AuditReport, auditAside, auditRulesAside, type RulesReport } from './audit'
import { capacityRows, groupsChangedBy } from './capacity-points'
import type { OpenDatabase, PrismaClient } from './client'
import { CommitQueue, type QueueWatch } from './commit-queue'
import { revisionRows } from './config-revisions'
import { conflictOf } from './conflict'
import { planCut, REMOVE_SLICE } from './cut-events'
import { readClosedDrifts, readDrift, readOpenDrifts, readRepairedByItself } from './drifts'
import { type Asked, type ChainHead, chainStatements, numbered } from './event-chain'
import { readEvents, readLastSeq } from './events'
import { exportEvents } from './export-events'
import { readRunningDisposals } from './failed-releases'
import { type CapacityChange, GroupCache } from './group-cache'
import { GroupRowMemory } from './group-row-memory'
import { readGroupRows } from './group-rows'
import { readGroupWithInstances } from './groups'
import { readHeld } from './held-reads'
import { findHolders, findPools, type PoolOwner } from './holders'
import type { Statement } from './insert'
import { inventoryStatements, readForeignInterfaces, readInventoryBesideInterfaces } from './inventory'
import type { Ask } from './large-record'
import { type NetworkPlan, readNetworkPlan, readPublicIps, readSubnetContent } from './network'
import { NetworkIndex } from './network-index'
import { seqRange } from './past-events'
import { createReads } from './reads'
import type { RestEnds } from './rest-ends'
import { readLiveRollings, readRolling } from './rollings'
import { columns, OPERATION_COLUMNS, type OperationRaw, readOperation } from './rows'
import { readAccountSettings } from './settings'
import type { Settling } from './settling'
import { statementsOf } from './statements'
import type { OpenStore } from './store'
import { readTask, readTasks } from './tasks'
import { readUnsettled } from './unsettled'
import { type Use, UseCounts } from './use-counts'

/**
 * The store on SQLite: every change goes through one queue (`CommitQueue`) into the database, then into memory, and
 * only then is it answered. Snapshots come from memory; questions go to the database.
 */
export class SqliteStore implements OpenStore {
  readonly reads: Reads
  private readonly client: PrismaClient
  private readonly index = new NetworkIndex()
  private readonly groups = new GroupCache()
  private readonly groupRows: GroupRowMemory
  private readonly listeners = new Set<(events: readonly Event[]) => void>()
  private readonly queue: CommitQueue
  private readonly uses: UseCounts
  private readonly settling: Settling
  private readonly restEnds: RestEnds
  private readonly ask: Ask
  private plan: NetworkPlan | null = null
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
    this.settling = memory.settling
    this.restEnds = memory.restEnds
    this.ask = memory.ask
    this.next = head
    this.client = database.client
    this.queue = new CommitQueue(
      (commits) => this.write(commits),
      (commits) => this.written(commits),
      (commits) => this.announce(commits),
      memory.watch,
    )
    this.uses = new UseCounts(
      this.index,
      (groupId) => this.groups.groupOf(groupId)?.config.cloud,
      (sql, ...args) => database.second.read(sql, ...args),
    )
    this.groupRows = new GroupRowMemory((ids) => readGroupRows(this.client, ids))
    this.reads = createReads(this.client, {
      now,
      plan: () => this.networkPlan(),
      groups: () => this.groupRows.all(),
    })
  }

  // ── Writing ──

  commit(commit: Commit): Promise<Result<{ readonly seq: number }, Conflict>> {
    return this.queue.commit(this.asked(commit))
  }

  applyInventory(change: InventoryChange): Promise<Result<{ readonly seq: number }, Conflict>> {
    const asked = this.asked(change)
    return this.queue.alone(async () => {
      const { statements, freed, subnetIds } = await inventoryStatements(this.client, change)
      const conflict = await this.run(statements, [asked])
      if (conflict) return refuse(conflict)
      this.head = this.next
      if (changesNetwork(change)) this.plan = null
      this.index.forget(subnetIds)
      this.uses.forget(subnetIds)
      this.groupRows.forget()
      for (const place of freed) {
        this.settling.freed(place.subnetId, place.address, change.restsUntil ?? change.at)
        if (change.restsUntil) this.restEnds.add(place.subnetId, change.restsUntil)
      }
      this.announce([asked])
      return ok({ seq: this.seq })
    })
  }

  /** Who asks is known now, and no more when the commit's turn has come. */
  private asked<T>(what: T): Asked<T> {
    return { ...what, asking: this.asking() }
  }

  private get seq(): number {
    return this.head.seq
  }

  private async write(commits: readonly Commit[]): Promise<Conflict | null> {
    const changes: CapacityChange[] = []
    for (const commit of commits) {
      // What a group counts before the commit is what its last point says, so its instances have to be known.
      for (const groupId of groupsChangedBy(commit)) await this.loadGroup(groupId)
      changes.push(...this.groups.capacityChanges(commit))
    }
    const now = this.now()
    const configs = revisionRows(commits, (groupId) => this.groups.groupOf(groupId), this.seq + 1, now)
    const histories = { capacity: capacityRows(changes, now), configs }
    return this.run(await inTurns(statementsOf(commits, histories, now), () => turnOfOthers()), commits)
  }

  /** All of the statements and the events of what they belong to, or none. */
  private async run(
    changes: readonly Statement[],
    commits: Parameters<typeof chainStatements>[0],
  ): Promise<Conflict | null> {
    const chained = await inTurns(chainStatements(commits, this.head), () => turnOfOthers())
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
  private written(commits: readonly Commit[]): number {
    this.head = this.next
    for (const commit of commits) {
      this.uses.apply(commit)
      this.groups.apply(commit)
      this.index.apply(commit)
      this.settling.apply(commit)
      this.restEnds.apply(commit)
      this.groupRows.apply(commit)
    }
    return this.seq
  }

  /** After they were written together: their last event is the head. */
  private announce(commits: Parameters<typeof chainStatements>[0]): void {
    if (this.listeners.size === 0) return
    let first = this.seq + 1 - commits.reduce((sum, { events }) => sum + events.length, 0)
    for (const commit of commits) {
      if (commit.events.length === 0) continue
      const events = numbered(commit, first)
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

  /** Into memory, between transactions. Someone else who waited may have done it meanwhile. */
  private async loadGroup(groupId: string): Promise<void> {
    if (this.groups.has(groupId)) return
    const read = await readGroupWithInstances(this.client, groupId)
    if (read) this.groups.put(read)
  }

  async networkSnapshot(wanted: {
    subnetIds: readonly string[]
    publicIpIds: readonly string[]
  }): Promise<NetworkSnapshot> {
    const publicIps = await readPublicIps(this.client, wanted.publicIpIds)
    const inMemory = this.plan !== null && wanted.subnetIds.every((id) => this.index.has(id))
    if (!inMemory) await this.queue.alone(() => this.loadSubnets(wanted.subnetIds))
    // From here on nothing is awaited, so what is answered belongs together.
    const plan = this.plan
    if (!plan || !this.allLoaded(plan, wanted.subnetIds)) return this.networkSnapshot(wanted)
    return {
      seq: this.seq,
      virtualNetworks: plan.virtualNetworks,
      securityGroups: plan.securityGroups,
      loadBalancers: plan.loadBalancers,
      subnets: this.view(wanted.subnetIds),
      publicIps: new Map(publicIps.map((p) => [p.publicIp.id, p])),
    }
  }

  /** False when an inventory refresh came between loading and answering: then both are done again. */
  private allLoaded(plan: NetworkPlan, ids: readonly string[]): boolean {
    return ids.every((id) => this.index.has(id) || !plan.subnets.has(id))
  }

  private async loadSubnets(ids: readonly string[]): Promise<void> {
    this.plan ??= await readNetworkPlan(this.client)
    for (const id of ids) {
      const subnet = this.plan.subnets.get(id)
      if (!subnet || this.index.has(id)) continue
      this.index.put(subnet, await readSubnetContent(this.client, id, this.now()))
    }
  }

  private view(ids: readonly string[]): ReadonlyMap<string, SubnetSnapshot> {
    const now = this.now()
    return new Map(
      ids.flatMap((id) => {
        const snapshot = this.index.snapshot(id, now)
        return snapshot ? [[id, snapshot] as const] : []
      }),
    )
  }

  private async networkPlan(): Promise<NetworkPlan> {
    return this.plan ?? this.queue.alone(async () => (this.plan ??= await readNetworkPlan(this.client)))
  }

  // ── Questions ──

  async answered(key: string): Promise<{ readonly fingerprint: string; readonly answer: unknown } | null> {
    const [row] = await this.client.$queryRawUnsafe<{ fingerprint: string; answer: string }[]>(
      'SELECT "fingerprint", "answer" FROM "Request" WHERE "key" = ?',
      key,
    )
    return row ? { fingerprint: row.fingerprint, answer: JSON.parse(row.answer) as unknown } : null
  }

  holdersOf(subnetId: string, addresses: readonly Address[]): Promise<ReadonlyMap<string, Holder>> {
    return findHolders(this.client, subnetId, addresses.map(formatAddress))
  }

  poolsOf(subnetId: string, addresses: readonly Address[]): Promise<ReadonlyMap<string, PoolOwner>> {
    return findPools(this.client, subnetId, addresses.map(formatAddress))
  }

  heldForNobody(): Promise<readonly HeldThing[]> {
    return readHeld(this.client)
  }

  runningDisposals(): Promise<readonly Disposal[]> {
    return readRunningDisposals(this.client)
  }

  async runningOperations(): Promise<readonly Operation[]> {
    const rows = await this.client.$queryRawUnsafe<OperationRaw[]>(
      `SELECT ${columns(OPERATION_COLUMNS)} FROM "Operation" WHERE "state" = 'running' ORDER BY "createdAt", "id"`,
    )
    return rows.map(readOperation)
  }

  groupsToSettle(now: string): Promise<readonly string[]> {
    return this.settling.groups(this.client, now)
  }

  unsettledGroups(): Promise<readonly string[]> {
    return readUnsettled(this.ask)
  }

  takeEndedRests(now: string): readonly string[] {
    return this.restEnds.take(now)
  }

  async liveGroupIds(cloud?: CloudName): Promise<readonly string[]> {
    const ofCloud = cloud ? `AND "cloud" = ?` : ''
    const rows = await this.client.$queryRawUnsafe<{ id: string }[]>(
      `SELECT "id" FROM "Group" WHERE "state" = 'live' ${ofCloud} ORDER BY "name"`,
      ...(cloud ? [cloud] : []),
    )
    return rows.map((row) => row.id)
  }

  async standingGroupIds(): Promise<readonly string[]> {
    const rows = await this.client.$queryRawUnsafe<{ id: string }[]>(
      `SELECT "id" FROM "Group" WHERE "state" <> 'deleted' ORDER BY "name"`,
    )
    return rows.map((row) => row.id)
  }

  scheduledTasks(groupId: string | null): Promise<readonly ScheduledTask[]> {
    return readTasks(this.client, groupId)
  }

  settings(): Promise<AccountSettings> {
    return readAccountSettings(this.client)
  }

  scheduledTask(taskId: string): Promise<ScheduledTask | null> {
    return readTask(this.client, taskId)
  }

  openDrifts(groupId?: string): Promise<readonly DriftRecord[]> {
    return readOpenDrifts(this.client, groupId)
  }

  repairedByItself(since: string): Promise<readonly RepairedByItself[]> {
    return readRepairedByItself(this.client, since)
  }

  closedDrifts(limit: number): Promise<readonly DriftRecord[]> {
    return readClosedDrifts(this.client, limit)
  }

  drift(driftId: string): Promise<DriftRecord | null> {
    return readDrift(this.client, driftId)
  }

  async keptInterfaceIds(): Promise<readonly string[]> {
    const rows = await this.client.$queryRawUnsafe<{ id: string }[]>(
      `SELECT DISTINCT "interfaceId" AS "id" FROM "IpAllocation"
       WHERE "ownerKind" = 'kept' AND "releasedAt" IS NULL AND "interfaceId" IS NOT NULL`,
    )
    return rows.map((row) => row.id)
  }

  liveRollings(): Promise<readonly RollingRun[]> {
    return readLiveRollings(this.client)
  }

  rolling(runId: string): Promise<Rolling | null> {
    return readRolling(this.client, runId)
  }

  async inventory(): Promise<Inventory> {
    const interfaces: ObservedInterface[] = []
    for await (const page of this.foreignInterfaces()) for (const one of page) interfaces.push(one)
    return { ...(await this.inventoryBesideInterfaces()), interfaces }
  }

  async inventoryBesideInterfaces(): Promise<Inventory> {
    return readInventoryBesideInterfaces(this.client, await this.networkPlan())
  }

  foreignInterfaces(): AsyncIterable<readonly ObservedInterface[]> {
    return readForeignInterfaces(this.client)
  }

  events(query: EventQuery): Promise<readonly Event[]> {
    return readEvents(this.client, query)
  }

  async lastSeq(): Promise<number> {
    return this.seq
  }

  transactions(): number {
    return this.queue.transactions
  }

  async use(): Promise<Use> {
    return {
      subnets: await this.uses.subnetUse(await this.networkPlan()),
      pools: await this.uses.poolUse(),
      drifts: await this.uses.openDrifts(),
      moves: this.uses.moves(),
      queued: this.queue.length,
    }
  }

  audit(onProgress?: (checked: number, of: number) => void): Promise<AuditReport> {
    return auditAside(this.database.file, onProgress)
  }

  auditRules(): Promise<RulesReport> {
    return auditRulesAside(this.database.file)
  }

  ledgerHead(): ChainHead {
    return this.head
  }

  async cutLedger(before: string): Promise<LedgerCut | null> {
    const { low } = await seqRange(this.client, before)
    const planned = low > 0 ? await planCut(this.database.second, low, this.now()) : null
    if (planned) {
      const told = [{ events: [planned.event] }]
      await this.queue.alone(async () => {
        const conflict = await this.run(planned.statements, told)
        if (conflict) throw new Error(`Old events could not be removed: ${conflict.kind}`)
        this.head = this.next
        this.announce(told)
      })
    }
    for (let removed = ROWS_PER_REMOVAL; removed === ROWS_PER_REMOVAL; )
      removed = await this.queue.alone(() => this.client.$executeRawUnsafe(REMOVE_SLICE, ROWS_PER_REMOVAL))
    return planned?.cut ?? null
  }

  exportEvents(filter: Omit<EventQuery, 'limit'>): AsyncGenerator<readonly ExportedEvent[]> {
    return exportEvents(this.database.second, filter)
  }

  async close(): Promise<void> {
    await this.queue.alone(() => this.database.close())
  }
}

/** About 10 ms of writing. */
const ROWS_PER_REMOVAL = 500

/** Interfaces and public IPs come and go all the time; what the network plan has of a change is rare. */
const changesNetwork = ({ upsert, remove }: InventoryChange): boolean =>
  [upsert, remove].some(({ virtualNetworks, subnets, securityGroups, loadBalancers }) =>
    [virtualNetworks, subnets, securityGroups, loadBalancers].some((list) => list.length > 0),
  )
