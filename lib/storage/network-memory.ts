import type { Commit } from '@/lib/allocation/ports/commit'
import type { NetworkSnapshot } from '@/lib/allocation/ports/store'
import type { SubnetSnapshot } from '@/lib/domain/world'
import type { PrismaClient } from './client'
import { type NetworkPlan, readNetworkPlan, readPublicIps, readSubnetContent } from './network'
import { NetworkIndex } from './network-index'

/**
 * The network as commands see it: its plan and the content of its subnets, read when they are first asked for and kept
 * up with every commit since.
 */
export class NetworkMemory {
  readonly index = new NetworkIndex()
  private known: NetworkPlan | null = null

  constructor(
    private readonly client: PrismaClient,
    private readonly now: () => string,
    /** Between two transactions. */
    private readonly alone: <T>(work: () => Promise<T>) => Promise<T>,
  ) {}

  apply(commit: Commit): void {
    this.index.apply(commit)
  }

  /** Somebody else changed these subnets, and the plan where `planToo`: they are read again. */
  forget(subnetIds: Iterable<string>, planToo: boolean): void {
    if (planToo) this.known = null
    this.index.forget(subnetIds)
  }

  async plan(): Promise<NetworkPlan> {
    return this.known ?? this.alone(async () => (this.known ??= await readNetworkPlan(this.client)))
  }

  async snapshot(
    wanted: { readonly subnetIds: readonly string[]; readonly publicIpIds: readonly string[] },
    seq: () => number,
  ): Promise<NetworkSnapshot> {
    const publicIps = await readPublicIps(this.client, wanted.publicIpIds)
    const inMemory = this.known !== null && wanted.subnetIds.every((id) => this.index.has(id))
    if (!inMemory) await this.alone(() => this.load(wanted.subnetIds))
    // From here on nothing is awaited, so what is answered belongs together.
    const plan = this.known
    if (!plan || !this.allLoaded(plan, wanted.subnetIds)) return this.snapshot(wanted, seq)
    return {
      seq: seq(),
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

  private async load(ids: readonly string[]): Promise<void> {
    this.known ??= await readNetworkPlan(this.client)
    for (const id of ids) {
      const subnet = this.known.subnets.get(id)
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
}
