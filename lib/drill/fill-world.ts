import type { SimulatorControl } from '@/lib/cloud/simulated/control'
import type { OurInterface, OurMachine } from '@/lib/cloud/simulated/fill-ours'
import type { World } from '@/lib/cloud/simulated/world'
import type { Address } from '@/lib/domain/address'
import { cloudOfId } from '@/lib/domain/cloud-rules'
import { EMPTY_INVENTORY, type ObservedInterface } from '@/lib/domain/inventory'
import { publicIpIdOf } from '@/lib/domain/pooled-vm'
import { eachAddress, rangeSize } from '@/lib/domain/ranges'
import type { SubnetCopy, WorldCopy } from './world-copy'

type Filling = {
  readonly world: World
  readonly control: SimulatorControl
  readonly turn: () => Promise<void>
}

/** So many things are put into the copy between two turns: a few milliseconds' work. */
const AT_ONCE = 200
/** A longer range is a delegated prefix of IPv6: nothing is ever drawn out of its 2^48 addresses by chance. */
const LISTED = 65_536n

/** Loads the copied network, what others hold in it, and what the groups have. */
export async function fillWorld(copy: WorldCopy, { world, control, turn }: Filling): Promise<void> {
  const load = async (part: Partial<typeof EMPTY_INVENTORY>): Promise<void> => {
    const loaded = await control.loadInventory({ ...EMPTY_INVENTORY, ...part })
    if (!loaded.ok) throw new Error(`the network could not be copied: ${loaded.refusal.message}`)
    await turn()
  }
  const ours = new Set(interfacesOf(copy).flatMap((one) => one.publicIp?.id ?? []))
  await load({
    virtualNetworks: copy.virtualNetworks,
    subnets: copy.subnets.map((one) => one.subnet),
    securityGroups: copy.securityGroups,
    loadBalancers: copy.loadBalancers,
    // What ours point at is said by ours.
    publicIps: copy.publicIps.map(({ publicIp, holder }) => ({
      ...publicIp,
      association: ours.has(publicIp.id) || holder === null ? null : (publicIp.association ?? SOMEWHERE_ELSE),
    })),
  })
  for (const subnet of copy.subnets)
    for (const interfaces of othersIn(subnet)) await load({ interfaces: [interfaces] })
  const interfaces = interfacesOf(copy)
  for (let at = 0; at < interfaces.length; at += AT_ONCE) {
    world.fill({ interfaces: interfaces.slice(at, at + AT_ONCE), machines: [] })
    await turn()
  }
  const machines = machinesOf(copy)
  for (let at = 0; at < machines.length; at += AT_ONCE) {
    world.fill({ interfaces: [], machines: machines.slice(at, at + AT_ONCE) })
    await turn()
  }
}

const SOMEWHERE_ELSE = { interfaceId: null, machineId: null, privateAddress: null } as const

/** What others hold, as interfaces with many addresses each: whose they are does not matter here. */
function* othersIn({ subnet, othersHold }: SubnetCopy): Generator<ObservedInterface> {
  let addresses: Address[] = []
  let made = 0
  const interfaceOf = (held: readonly Address[]): ObservedInterface => ({
    id: otherId(subnet.id, made++),
    ...{ subnetId: subnet.id, status: 'in-use', addresses: held, prefixes: [], machineId: null },
    ...{ description: 'Held outside what is rehearsed', instanceId: null },
  })
  for (const address of eachAddress(othersHold.filter((range) => rangeSize(range) <= LISTED))) {
    addresses.push(address)
    if (addresses.length < AT_ONCE) continue
    yield interfaceOf(addresses)
    addresses = []
  }
  if (addresses.length > 0) yield interfaceOf(addresses)
}

/** In the form that its cloud knows its ids by. */
const otherId = (subnetId: string, n: number): string =>
  cloudOfId(subnetId) === 'aws' ? `eni-others-${subnetId}-${n}` : `${subnetId}/others/${n}`

function interfacesOf({ groups }: WorldCopy): OurInterface[] {
  return groups.flatMap(({ instances, vms }) => [
    ...instances.flatMap((one): OurInterface[] =>
      one.interfaceId && one.subnetId && one.address
        ? [
            {
              ...{ id: one.interfaceId, name: one.id, instanceId: one.id, position: 0, dynamic: false },
              ...{ subnetId: one.subnetId, address: one.address, machineId: one.machineId },
              publicIp: one.publicIpId ? { id: one.publicIpId, madeForIt: false } : null,
            },
          ]
        : [],
    ),
    ...vms.flatMap((vm) =>
      vm.nics.flatMap((nic, position): OurInterface[] => {
        const { interfaceId, subnetId, private: its } = nic
        if (!interfaceId || !its.address) return []
        const publicIpId = publicIpIdOf(nic)
        return [
          {
            ...{ id: interfaceId, name: `${vm.id}-${nic.name}`, instanceId: vm.id, subnetId, position },
            ...{ address: its.address, dynamic: its.kind === 'dynamic', machineId: vm.machineId },
            publicIp: publicIpId ? { id: publicIpId, madeForIt: nic.public.kind === 'dynamic' } : null,
          },
        ]
      }),
    ),
  ])
}

function machinesOf({ groups }: WorldCopy): OurMachine[] {
  return groups.flatMap(({ instances, vms }) => [
    ...instances.flatMap((one): OurMachine[] =>
      one.machineId && one.interfaceId && one.subnetId
        ? [
            {
              ...{ id: one.machineId, instanceId: one.id, zone: null },
              ...{ interfaceId: one.interfaceId, subnetId: one.subnetId },
            },
          ]
        : [],
    ),
    ...vms.flatMap((vm): OurMachine[] => {
      const [primary] = vm.nics
      if (!vm.machineId || !primary?.interfaceId) return []
      const { interfaceId, subnetId } = primary
      return [{ id: vm.machineId, instanceId: vm.id, zone: vm.zone, interfaceId, subnetId }]
    }),
  ])
}
