import type { Commit } from '@/lib/allocation/ports/commit'
import { formatAddress } from '@/lib/domain/address'
import { FAILED_REST } from '@/lib/domain/reconcile-pooled'
import { REFUSAL_REST } from '@/lib/domain/refusal-rest'
import { releaseDue } from '@/lib/domain/release-rest'
import { ask } from './ask'
import type { PrismaClient } from './client'
import type { Ask } from './large-record'
import { persistenceSql } from './stored-config'

/** Between two looks for what was paused for long enough, in milliseconds. */
const RETENTION_LOOK = 60_000

/**
 * Pool members that nobody holds, each with the time from which its group may have it again (B4, A6). A group is
 * woken when that time comes. Kept in memory because the question is asked every few seconds and the answer is
 * almost always "none"; found by one query when the database is opened.
 *
 * In a large record that query takes a second, and the store is used meanwhile. What is learnt of a member while it
 * runs is newer than what it answers:
 *
 *   query    ├────────── 10.0.1.7 free ──────────▶ answered: passed over
 *   commits      10.0.1.7 allocated
 */
export class Settling {
  private readonly waiting = new Map<string, string>()
  private lookedAt: string | null = null
  /** Members that commits told of since loading began; null when it has ended. */
  private toldOf: Set<string> | null = null
  private loading: Promise<void> = Promise.resolve()

  apply(commit: Commit): void {
    for (const r of commit.released) this.freed(r.subnetId, formatAddress(r.address), r.restsUntil ?? r.at)
    for (const a of commit.allocated) {
      const key = keyOf(a.subnetId, formatAddress(a.address))
      this.toldOf?.add(key)
      this.waiting.delete(key)
    }
  }

  freed(subnetId: string, address: string, from: string): void {
    const key = keyOf(subnetId, address)
    this.toldOf?.add(key)
    this.waiting.set(key, from)
  }

  /** Resolves when all are known; until then `groups` waits. */
  load(ask: Ask): Promise<void> {
    this.toldOf = new Set()
    this.loading = this.loadFrom(ask)
    return this.loading
  }

  private async loadFrom(ask: Ask): Promise<void> {
    const rows = await ask<{ subnetId: string; address: string; from: string | null }>(
      `SELECT p."subnetId", p."address",
         (SELECT max("restsUntil") FROM "IpAllocation" r
          WHERE r."address" = p."address" AND r."subnetId" = p."subnetId") AS "from"
       FROM "PoolMember" p
       WHERE NOT EXISTS (
         SELECT 1 FROM "IpAllocation" a
         WHERE a."subnetId" = p."subnetId" AND a."address" = p."address" AND a."releasedAt" IS NULL)`,
    )
    for (const { subnetId, address, from } of rows) {
      const key = keyOf(subnetId, address)
      if (!this.toldOf?.has(key)) this.waiting.set(key, from ?? '')
    }
    this.toldOf = null
  }

  /**
   * Groups whose pool has a member that may be had again at `now`, those whose deletion is to be finished, and those
   * above target because the cloud would not let an instance pause, when its rest has ended.
   */
  async groups(client: PrismaClient, now: string): Promise<string[]> {
    await this.loading
    const due = [...this.waiting].filter(([, from]) => from <= now).map(([key]) => key)
    const found = due.length === 0 ? [] : await this.owners(client, due)
    const deleting = await client.$queryRawUnsafe<{ id: string }[]>(
      `SELECT "id" FROM "Group" WHERE "state" IN ('deleting', 'deleting-keeping') AND NOT EXISTS (
         SELECT 1 FROM "Operation" o WHERE o."groupId" = "Group"."id" AND o."state" = 'running')`,
    )
    const refused = await client.$queryRawUnsafe<{ id: string }[]>(
      `SELECT "id" FROM "Group" g WHERE "state" = 'live'
         AND "id" IN (SELECT "groupId" FROM "StatefulInstance"
                      WHERE "reason" IS NOT NULL AND "state" = 'active' AND "stateSince" <= ?)
         AND (SELECT count(*) FROM "StatefulInstance" i
              WHERE i."groupId" = g."id" AND i."desired" = 'active' AND i."state" NOT IN ('deallocating', 'deallocated'))
             > json_extract("config", '$.capacity.target')`,
      restedFor(REFUSAL_REST, now),
    )
    const failed = await ask<Failed>(client, FAILED, restedFor(FAILED_REST, now))
    const rested = failed.filter(
      ({ state, since, failures }) => state === 'failed' || releaseDue(since, Number(failures)) <= now,
    )
    const others = [...deleting, ...refused, ...rested, ...(await this.retained(client, now))].map(
      (row) => row.id,
    )
    return [...new Set([...found, ...others])]
  }

  /** Groups that have kept something paused for as long as they say. Days need no look every second. */
  private async retained(client: PrismaClient, now: string): Promise<{ id: string }[]> {
    if (this.lookedAt !== null && Date.parse(now) - Date.parse(this.lookedAt) < RETENTION_LOOK) return []
    this.lookedAt = now
    return client.$queryRawUnsafe<{ id: string }[]>(
      `SELECT "id" FROM "Group" g
       WHERE "state" = 'live' AND json_extract("config", '$.persistence.retention.days') IS NOT NULL AND EXISTS (
         SELECT 1 FROM "StatefulInstance" i
         WHERE i."groupId" = g."id" AND i."state" = 'paused' AND i."interfaceId" IS NOT NULL
           AND julianday(i."stateSince") + json_extract(g."config", '$.persistence.retention.days') <= julianday(?))`,
      now,
    )
  }

  /** What no pool lists needs no waking: it is forgotten here, so that the list stays short. */
  private async owners(client: PrismaClient, due: readonly string[]): Promise<string[]> {
    const rows = await client.$queryRawUnsafe<{ key: string; groupId: string }[]>(
      `SELECT due.value AS key, p."groupId"
       FROM json_each(?) AS due CROSS JOIN "PoolMember" p JOIN "Group" g ON g."id" = p."groupId"
       WHERE p."subnetId" = substr(due.value, 1, instr(due.value, ' ') - 1)
         AND p."address" = substr(due.value, instr(due.value, ' ') + 1)
         AND g."state" = 'live' AND coalesce(${persistenceSql('g."config"', 'maintainPrivateIp')}, 0)`,
      JSON.stringify(due),
    )
    const wanted = new Set(rows.map((row) => row.key))
    for (const key of due) if (!wanted.has(key)) this.waiting.delete(key)
    return rows.map((row) => row.groupId)
  }
}

type Failed = {
  readonly id: string
  readonly state: string
  readonly since: string
  readonly failures: number | bigint
}

/** What could be neither launched nor let go, where nothing is under way for it, after its first rest. */
const FAILED = `
  SELECT "groupId" AS id, "state", "stateSince" AS since, "failedReleases" AS failures FROM "PooledVm"
  WHERE "reason" IS NOT NULL AND "state" IN ('failed', 'leaving') AND "stateSince" <= ?1
    AND NOT EXISTS (SELECT 1 FROM "Operation" o WHERE o."instanceId" = "PooledVm"."id" AND o."state" = 'running')
  UNION ALL
  SELECT i."groupId", i."state", i."stateSince", i."failedReleases"
  FROM "StatefulInstance" i JOIN "Group" g ON g."id" = i."groupId" AND g."state" = 'live'
  WHERE i."reason" IS NOT NULL AND i."state" = 'error' AND i."failedReleases" > 0 AND i."stateSince" <= ?1`

const restedFor = (milliseconds: number, now: string): string =>
  new Date(Date.parse(now) - milliseconds).toISOString()

const keyOf = (subnetId: string, address: string): string => `${subnetId} ${address}`
