import { fitsPlace } from './choose-for-nic'
import { cidrSize, formatCidr } from './cidr'
import { isPooled } from './config-parts'
import { DraftAddresses } from './draft-addresses'
import type { NicConfig, PooledConfig } from './group'
import { eachMember } from './pool'
import { nicOf, type PooledVm } from './pooled-vm'
import { allocatable, isZoneRedundant, primaryCidr } from './subnet'
import type { World } from './world'

/*
 * What new VMs need beside those whose place they take (Z9), counted before a batch is begun:
 *
 *   subnet         one address per interface, of those that nobody has
 *   private pool   a free member for every VM that has one, or its successor would fall back to a dynamic address (Z5)
 *   public pool    the same, of the zone that the VM is in or zone-redundant (Z6); the market chooses the zone of the
 *                  successor, so this is what is needed where it comes back to the same
 *
 * A stateful instance needs nothing: its old machine goes first, and what it has stays its own (A1).
 */

export type HeadroomFact =
  | {
      readonly kind: 'subnet'
      readonly name: string
      readonly cidr: string
      readonly needed: number
      readonly free: number
      readonly perMachine: number
      readonly size: number
      readonly reserved: number
      readonly held: number
    }
  | {
      readonly kind: 'private-pool'
      readonly nic: string
      readonly needed: number
      readonly free: number
      readonly size: number
    }
  | {
      readonly kind: 'public-pool'
      readonly nic: string
      /** Null in a regional group. */
      readonly zone: string | null
      readonly needed: number
      readonly free: number
      /** Those that fit there, free or not. */
      readonly size: number
    }

/** Answers for one batch after the other of one world: what is free in a pool is counted once. */
export function headroomReader(world: World): (vmIds: readonly string[]) => readonly HeadroomFact[] {
  const { config } = world.group
  if (!isPooled(config)) return () => []
  const byId = new Map(world.vms.map((vm) => [vm.id, vm]))
  const counted = new Map<string, MembersLeft>()
  const leftOf = (nic: NicConfig): MembersLeft => {
    const known = counted.get(nic.name)
    if (known) return known
    const left = membersLeft(world, config, nic)
    counted.set(nic.name, left)
    return left
  }
  return (vmIds) => {
    const vms = vmIds.flatMap((id) => byId.get(id) ?? [])
    return [
      ...subnetFacts(world, config, vms.length),
      ...config.persistence.interfaces.flatMap((nic) => [
        ...privateFact(nic, vms, leftOf),
        ...publicFacts(world, config, nic, vms),
      ]),
    ]
  }
}

export const isShort = ({ needed, free }: HeadroomFact): boolean => needed > free

/** The largest batch for which all of these would be enough; 0 where none is. */
export const largestBatch = (batchSize: number, shortfalls: readonly HeadroomFact[]): number =>
  shortfalls.reduce(
    (most, fact) =>
      Math.min(most, fact.kind === 'subnet' ? Math.floor(fact.free / fact.perMachine) : fact.free),
    batchSize,
  )

function subnetFacts(world: World, config: PooledConfig, count: number): HeadroomFact[] {
  const perSubnet = new Map<string, number>()
  for (const { subnetId } of config.persistence.interfaces)
    perSubnet.set(subnetId, (perSubnet.get(subnetId) ?? 0) + 1)
  return [...perSubnet].flatMap(([subnetId, perMachine]): HeadroomFact[] => {
    const snapshot = world.subnets.get(subnetId)
    if (!snapshot) return []
    const block = primaryCidr(snapshot.subnet)
    const size = Number(cidrSize(block))
    const usable = Number(allocatable(snapshot.subnet))
    const held = Number(snapshot.held.takenCount)
    return [
      {
        ...{ kind: 'subnet', name: snapshot.subnet.name, cidr: formatCidr(block), perMachine },
        ...{ needed: count * perMachine, free: usable - held, size, reserved: size - usable, held },
      },
    ]
  })
}

const nicIn = (vm: PooledVm, name: string) =>
  vm.nics.some((one) => one.name === name) ? nicOf(vm, name) : null

type MembersLeft = { readonly free: number; readonly size: number }

function membersLeft(world: World, config: PooledConfig, nic: NicConfig): MembersLeft {
  const addresses = new DraftAddresses(world, config)
  let [free, size] = [0, 0]
  for (const member of eachMember(nic.privateIpPool)) {
    size += 1
    if (addresses.findMember(member).free) free += 1
  }
  return { free, size }
}

function privateFact(
  nic: NicConfig,
  vms: readonly PooledVm[],
  leftOf: (nic: NicConfig) => MembersLeft,
): HeadroomFact[] {
  const needed = vms.filter((vm) => nicIn(vm, nic.name)?.private.kind === 'pool').length
  return needed === 0 ? [] : [{ kind: 'private-pool', nic: nic.name, needed, ...leftOf(nic) }]
}

function publicFacts(
  world: World,
  { persistence }: PooledConfig,
  nic: NicConfig,
  vms: readonly PooledVm[],
): HeadroomFact[] {
  const lent = vms.filter((vm) => nicIn(vm, nic.name)?.public.kind === 'pool')
  const zones = [...new Set(lent.map((vm) => (persistence.zones.length === 0 ? null : vm.zone)))]
  const members = nic.publicIpPool.flatMap((id) => world.publicIps.get(id) ?? [])
  const facts = zones.map((zone) => {
    const here = lent.filter((vm) => zone === null || vm.zone === zone).length
    const fitting = members.filter(({ publicIp }) => fitsPlace(publicIp.traits, persistence, zone))
    const free = fitting.filter(({ holder }) => holder === null)
    const own = free.filter(
      ({ publicIp: { traits } }) => zone === null || (traits !== null && !isZoneRedundant(traits)),
    ).length
    return { zone, needed: here, own, shared: free.length - own, size: fitting.length }
  })
  // Zone-redundant members are given once: each zone is told of what the zones before it leave over.
  let given = 0
  return facts.map(({ zone, needed, own, shared, size }): HeadroomFact => {
    const left = Math.max(0, shared - given)
    given += Math.min(left, Math.max(0, needed - own))
    return { kind: 'public-pool', nic: nic.name, zone, needed, free: own + left, size }
  })
}
