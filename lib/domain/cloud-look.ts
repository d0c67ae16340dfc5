import type { Address } from './address'
import type { Cidr } from './cidr'
import { cloudOfId, cloudRules } from './cloud-rules'
import type { Inventory, ObservedInterface } from './inventory'
import type { InventoryKind, InventoryScope } from './inventory-diff'
import { HoldIndex } from './inventory-holds'
import type { PublicIp, Subnet } from './subnet'

/** A machine as far as it matters who has it; `alive`: it runs, or is about to. */
export type SeenMachine = {
  readonly id: string
  readonly alive: boolean
  /** The instance that Holdfast's tag on it names. */
  readonly instanceId: string | null
}

/** Of what silence tells something: all of one cloud, or what imported files list completely. */
export type Coverage = {
  readonly scope: InventoryScope
  /** Mentioned, but not readable: nothing is said of these. */
  readonly leftOut: ReadonlySet<string>
  /** True: a whole account. False: only the networks and listings that are mentioned. */
  readonly whole: boolean
}

/**
 * What a cloud has, ready to be asked: who is where, and whether its not being there tells anything. Interfaces come in
 * pages, so that a large account is taken in in slices.
 */
export class CloudLook {
  private readonly interfaces = new Map<string, ObservedInterface>()
  private readonly bySubnet = new Map<string, ObservedInterface[]>()
  private readonly holders: HoldIndex<ObservedInterface>
  private readonly machines: ReadonlyMap<string, SeenMachine> | null
  private readonly publicIps: ReadonlyMap<string, PublicIp>
  private readonly subnets: ReadonlyMap<string, Subnet>
  private readonly networks: ReadonlySet<string>
  private readonly mentionedNetworks: ReadonlySet<string>
  private readonly listings: ReadonlySet<string>
  private readonly publicListings: ReadonlySet<string>

  /** `machines`: null where nothing is known of them. `prefixes`: every block of addresses that an interface will have. */
  constructor(
    inventory: Omit<Inventory, 'interfaces'>,
    machines: readonly SeenMachine[] | null,
    private readonly coverage: Coverage,
    prefixes: Iterable<Cidr> = [],
  ) {
    this.holders = new HoldIndex(prefixes)
    this.machines = machines && new Map(machines.map((one) => [one.id, one]))
    this.publicIps = new Map(inventory.publicIps.map((one) => [one.id, one]))
    this.subnets = new Map(inventory.subnets.map((one) => [one.id, one]))
    this.networks = new Set(inventory.virtualNetworks.map((one) => one.id))
    this.mentionedNetworks = new Set([
      ...this.networks,
      ...inventory.subnets.map((one) => one.virtualNetworkId),
    ])
    this.listings = new Set([...inventory.virtualNetworks, ...inventory.subnets].map(listingOf))
    this.publicListings = new Set(inventory.publicIps.map(listingOf))
  }

  addInterfaces(page: readonly ObservedInterface[]): void {
    for (const one of page) {
      this.interfaces.set(one.id, one)
      const inSubnet = this.bySubnet.get(one.subnetId)
      if (inSubnet) inSubnet.push(one)
      else this.bySubnet.set(one.subnetId, [one])
      for (const address of one.addresses) this.holders.addAddress(one.subnetId, address, one)
      for (const prefix of one.prefixes) this.holders.addPrefix(one.subnetId, prefix, one)
    }
  }

  interface(id: string): ObservedInterface | null {
    return this.interfaces.get(id) ?? null
  }

  interfacesIn(subnetId: string): readonly ObservedInterface[] {
    return this.bySubnet.get(subnetId) ?? []
  }

  allInterfaces(): IterableIterator<ObservedInterface> {
    return this.interfaces.values()
  }

  /** Who has the address, by itself or in a prefix. */
  holderOf(subnetId: string, address: Address): ObservedInterface | null {
    return this.holders.ofAddress(subnetId, address) ?? null
  }

  knowsMachines(): boolean {
    return this.machines !== null
  }

  machine(id: string): SeenMachine | null {
    return this.machines?.get(id) ?? null
  }

  publicIp(id: string): PublicIp | null {
    return this.publicIps.get(id) ?? null
  }

  allPublicIps(): Iterable<PublicIp> {
    return this.publicIps.values()
  }

  subnet(id: string): Subnet | null {
    return this.subnets.get(id) ?? null
  }

  /** Is it certain that there is no such interface? `networkId`: of the subnet that it would be in. */
  lacksInterface(id: string, networkId: string | null): boolean {
    return !this.interfaces.has(id) && this.covers('interface', id) && this.coversNetwork(networkId)
  }

  lacksPublicIp(id: string, region: string): boolean {
    if (this.publicIps.has(id) || !this.covers('public-ip', id)) return false
    const listing = listingOf({ id, region })
    return this.coverage.whole || this.publicListings.has(listing) || this.listings.has(listing)
  }

  lacksSubnet(id: string, networkId: string | null): boolean {
    if (this.subnets.has(id) || this.bySubnet.has(id) || !this.covers('subnet', id)) return false
    return this.coversNetwork(networkId)
  }

  lacksNetwork(id: string, region: string): boolean {
    if (this.mentionedNetworks.has(id) || !this.covers('virtual-network', id)) return false
    return this.coverage.whole || this.listings.has(listingOf({ id, region }))
  }

  private covers(kind: InventoryKind, id: string): boolean {
    return this.coverage.scope[cloudOfId(id)].has(kind) && !this.coverage.leftOut.has(id)
  }

  private coversNetwork(networkId: string | null): boolean {
    return this.coverage.whole || (networkId !== null && this.mentionedNetworks.has(networkId))
  }
}

const listingOf = ({ id, region }: { readonly id: string; readonly region: string }): string => {
  const cloud = cloudOfId(id)
  return `${cloud} ${cloudRules[cloud].listingOf(id, region)}`
}
