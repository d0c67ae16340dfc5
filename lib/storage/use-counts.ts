import type { Commit } from '@/lib/allocation/ports/commit'
import { cidrSize } from '@/lib/domain/cidr'
import { primaryCidr } from '@/lib/domain/subnet'
import type { NetworkPlan } from './network'
import type { NetworkIndex } from './network-index'

/** How full what Holdfast allocates from is; for those who watch it. */
export type Use = {
  readonly subnets: readonly SubnetUse[]
  readonly pools: readonly PoolUse[]
  /** Open drift by kind. */
  readonly drifts: ReadonlyMap<string, number>
  /** What was given and taken back since this process began. */
  readonly moves: readonly Moves[]
  /** Transactions that wait for their turn. */
  readonly queued: number
}

export type SubnetUse = {
  readonly id: string
  readonly cloud: string
  readonly size: number
  readonly held: number
  readonly pooled: number
}

export type PoolUse = {
  readonly group: string
  readonly cloud: string
  readonly members: number
  readonly held: number
}

export type Moves = {
  readonly cloud: string
  readonly kind: 'private-ip' | 'public-ip'
  readonly allocated: number
  readonly released: number
}

type Counted = { readonly held: number; readonly pooled: number }
type Ask = <T>(sql: string, ...args: readonly unknown[]) => Promise<readonly T[]>

/** So many are counted anew in one go; the others keep what they counted until the next. */
const MOST_AT_ONCE = 50

/**
 * What subnets and pools count, kept from one question to the next. Nothing is counted that did not change:
 *
 *   commit ─▶ its subnets and groups are marked
 *   asked  ─▶ marked subnets: from the allocator's memory, or one by one by their index
 *             marked pools: one by one, by theirs
 *
 * The questions to the database are put to the second connection: whoever watches holds nobody up.
 */
export class UseCounts {
  private readonly subnets = new Map<string, Counted>()
  private readonly pools = new Map<string, PoolUse>()
  private readonly markedGroups = new Set<string>()
  private begun = false
  /** How often anything was forgotten: what was being counted meanwhile is not kept. */
  private forgotten = 0

  private readonly moved = new Map<string, Moves>()

  constructor(
    private readonly index: NetworkIndex,
    /** The cloud of a group that a commit is about; commits are told before the group's memory follows. */
    private readonly cloudOf: (groupId: string) => string | undefined,
    private readonly ask: Ask,
  ) {}

  apply(commit: Commit): void {
    this.count(commit)
    for (const { id } of commit.groups) this.markedGroups.add(id)
    for (const { groupId } of commit.allocated) this.markedGroups.add(groupId)
    for (const { groupId } of commit.released) this.markedGroups.add(groupId)
    // Thousands of rows are of a few subnets.
    const touched = new Set<string>()
    for (const rows of [commit.allocated, commit.released, commit.pooled, commit.unpooled, commit.adopted])
      for (const { subnetId } of rows) touched.add(subnetId)
    this.forget(touched)
  }

  private count({ groups, allocated, released, publicTaken, publicReleased }: Commit): void {
    const clouds = new Map(groups.map(({ id, config }) => [id, config.cloud as string]))
    const move = (kind: Moves['kind'], groupId: string, given: number, back: number): void => {
      const cloud = clouds.get(groupId) ?? this.cloudOf(groupId) ?? 'unknown'
      const key = `${cloud} ${kind}`
      const before = this.moved.get(key)
      this.moved.set(key, {
        ...{ cloud, kind },
        allocated: (before?.allocated ?? 0) + given,
        released: (before?.released ?? 0) + back,
      })
    }
    for (const [groupId, given] of countByGroup(allocated)) move('private-ip', groupId, given, 0)
    for (const [groupId, back] of countByGroup(released)) move('private-ip', groupId, 0, back)
    for (const [groupId, given] of countByGroup(publicTaken)) move('public-ip', groupId, given, 0)
    // A release names no group; what a commit releases belongs to the groups that it is about.
    const [owner] = groups
    if (owner) move('public-ip', owner.id, 0, publicReleased.length)
  }

  moves(): Moves[] {
    return [...this.moved.values()]
  }

  /** They are counted anew when they are next asked for. */
  forget(subnetIds: Iterable<string>): void {
    this.forgotten++
    for (const id of subnetIds) this.subnets.delete(id)
  }

  async subnetUse(plan: NetworkPlan): Promise<SubnetUse[]> {
    let asked = 0
    const uses: SubnetUse[] = []
    for (const subnet of plan.subnets.values()) {
      const before = this.forgotten
      const known = this.subnets.get(subnet.id) ?? this.index.counts(subnet.id)
      const counted = known ?? (asked++ < MOST_AT_ONCE ? await this.countSubnet(subnet.id) : null)
      if (!counted) continue
      if (before === this.forgotten) this.subnets.set(subnet.id, counted)
      uses.push({
        id: subnet.id,
        cloud: subnet.cloud,
        size: Number(cidrSize(primaryCidr(subnet))),
        ...counted,
      })
    }
    return uses
  }

  private async countSubnet(id: string): Promise<Counted | null> {
    const [row] = await this.ask<Counted>(COUNT_SUBNET, id, id)
    return row ?? null
  }

  async poolUse(): Promise<PoolUse[]> {
    if (!this.begun) {
      const rows = await this.ask<{ id: string }>(`SELECT "id" FROM "Group" WHERE "state" <> 'deleted'`)
      for (const { id } of rows) this.markedGroups.add(id)
      this.begun = true
    }
    for (const id of [...this.markedGroups].slice(0, MOST_AT_ONCE)) {
      this.markedGroups.delete(id)
      const [row] = await this.ask<PoolUse & { state: string }>(COUNT_POOL, id)
      if (!row || row.state === 'deleted' || row.members === 0) this.pools.delete(id)
      else this.pools.set(id, { group: row.group, cloud: row.cloud, members: row.members, held: row.held })
    }
    return [...this.pools.values()]
  }

  async openDrifts(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.ask<{ kind: string; n: number }>(COUNT_DRIFTS)
    return new Map(rows.map(({ kind, n }) => [kind, n]))
  }
}

const COUNT_SUBNET = `
  SELECT (SELECT count(*) FROM "IpAllocation" WHERE "subnetId" = ? AND "releasedAt" IS NULL) AS "held",
    (SELECT count(*) FROM "PoolMember" WHERE "subnetId" = ?) AS "pooled"`

const COUNT_POOL = `
  SELECT g."name" AS "group", g."cloud", g."state",
    (SELECT count(*) FROM "PoolMember" m WHERE m."groupId" = g."id") AS "members",
    (SELECT count(*) FROM "PoolMember" m WHERE m."groupId" = g."id" AND EXISTS (
      SELECT 1 FROM "IpAllocation" a
      WHERE a."subnetId" = m."subnetId" AND a."address" = m."address" AND a."releasedAt" IS NULL)) AS "held"
  FROM "Group" g WHERE g."id" = ?`

/** Open ones only: closed ones are not in this index. */
const COUNT_DRIFTS = `SELECT "kind", count(*) AS "n" FROM "Drift" WHERE "closedAt" IS NULL GROUP BY "kind"`

function countByGroup(rows: readonly { readonly groupId: string }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { groupId } of rows) counts.set(groupId, (counts.get(groupId) ?? 0) + 1)
  return counts
}
