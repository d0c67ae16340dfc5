import type { EventQuery } from '@/lib/allocation/ports/store'
import type { AccountSettings } from '@/lib/domain/account-settings'
import { type Address, formatAddress } from '@/lib/domain/address'
import type { Cloud as CloudName } from '@/lib/domain/cloud-rules'
import type { Disposal } from '@/lib/domain/disposal'
import type { DriftRecord } from '@/lib/domain/drift'
import type { Event } from '@/lib/domain/event'
import type { HeldThing } from '@/lib/domain/held'
import type { ObservedInterface } from '@/lib/domain/inventory'
import type { Operation } from '@/lib/domain/operation'
import type { Holder } from '@/lib/domain/refusal'
import type { RepairedByItself } from '@/lib/domain/repair-rest'
import type { Rolling, RollingRun } from '@/lib/domain/rolling-recycle'
import type { ScheduledTask } from '@/lib/domain/schedule'
import type { PrismaClient } from './client'
import { readClosedDrifts, readDrift, readOpenDrifts, readRepairedByItself } from './drifts'
import { readEvents } from './events'
import { readRunningDisposals } from './failed-releases'
import { readHeld } from './held-reads'
import { findHolders, findPools, type PoolOwner } from './holders'
import { readForeignInterfaces } from './inventory'
import { readLiveRollings, readRolling } from './rollings'
import { columns, OPERATION_COLUMNS, type OperationRaw, readOperation } from './rows'
import { readAccountSettings, readStartedReadOnly } from './settings'
import { readTask, readTasks } from './tasks'

/** What is asked of the record itself, and answered from the database whatever memory has. */
export abstract class RecordQuestions {
  constructor(protected readonly client: PrismaClient) {}

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

  liveGroupIds(cloud?: CloudName): Promise<readonly string[]> {
    return this.groupIds(`"state" = 'live'`, cloud)
  }

  standingGroupIds(cloud?: CloudName): Promise<readonly string[]> {
    return this.groupIds(`"state" <> 'deleted'`, cloud)
  }

  private async groupIds(condition: string, cloud?: CloudName): Promise<readonly string[]> {
    const rows = await this.client.$queryRawUnsafe<{ id: string }[]>(
      `SELECT "id" FROM "Group" WHERE ${condition} ${cloud ? 'AND "cloud" = ?' : ''} ORDER BY "name"`,
      ...(cloud ? [cloud] : []),
    )
    return rows.map((row) => row.id)
  }

  scheduledTasks(groupId: string | null): Promise<readonly ScheduledTask[]> {
    return readTasks(this.client, groupId)
  }

  settings(): Promise<AccountSettings> {
    return readAccountSettings(this.client)
  }

  startedReadOnly(): Promise<boolean> {
    return readStartedReadOnly(this.client)
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

  foreignInterfaces(): AsyncIterable<readonly ObservedInterface[]> {
    return readForeignInterfaces(this.client)
  }

  events(query: EventQuery): Promise<readonly Event[]> {
    return readEvents(this.client, query)
  }
}
