import { setImmediate as answered } from 'node:timers/promises'
import type { Cloud, ObservedMachine, Page } from '@/lib/allocation/ports/cloud'
import type { WireInterface } from '@/lib/cloud/simulated/protocol'
import { interfaceFrom, inventoryTo } from '@/lib/cloud/simulated/wire'
import { cidr } from '@/lib/domain/cidr'
import { EMPTY_INVENTORY, type Inventory, type ObservedInterface } from '@/lib/domain/inventory'
import { ok } from '@/lib/domain/result'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { Subnet } from '@/lib/domain/subnet'

/** As many items as EC2 gives in one page. */
const PAGE = 1_000

/** Other people's interfaces: `count` of them in /16 subnets, one address each, 10.128.0.4 and further on. */
export function foreignAccount(count: number, like: Subnet): Pick<Inventory, 'subnets' | 'interfaces'> {
  const subnets = Array.from({ length: Math.ceil(count / PER_SUBNET) }, (_, n): Subnet => {
    return { ...like, id: `subnet-foreign${n}`, name: `foreign ${n}`, cidrs: [cidr(`10.${128 + n}.0.0/16`)] }
  })
  const interfaces = Array.from({ length: count }, (_, n): ObservedInterface => {
    const subnet = subnets[Math.floor(n / PER_SUBNET)] as Subnet
    const base = subnet.cidrs[0]?.base ?? 0n
    return {
      id: `eni-f${n.toString(16).padStart(16, '0')}`,
      subnetId: subnet.id,
      status: 'in-use',
      addresses: [{ family: 4, value: base + 4n + BigInt(n % PER_SUBNET) }],
      prefixes: [],
      machineId: `i-f${n.toString(16).padStart(16, '0')}`,
      description: `somebody's ${n}`,
      instanceId: null,
    }
  })
  return { subnets, interfaces }
}

const PER_SUBNET = 10_000

/** A running instance's interface, as the cloud reports it. */
export const interfaceOf = (instance: StatefulInstance): ObservedInterface => ({
  id: instance.interfaceId ?? '',
  subnetId: instance.subnetId ?? '',
  status: 'in-use',
  addresses: instance.address ? [instance.address] : [],
  prefixes: [],
  machineId: instance.machineId,
  description: `Holdfast ${instance.id}`,
  instanceId: instance.id,
})

const machineOf = (instance: StatefulInstance): ObservedMachine => ({
  id: instance.machineId ?? '',
  state: 'running',
  zone: 'eu-west-1a',
  interfaceId: instance.interfaceId,
  instanceId: instance.id,
  stateReason: null,
  since: instance.stateSince,
})

/** A cloud in which nothing happens. It answers in a turn of its own, with text that is read anew, as over a wire. */
export function stillCloud(
  account: Inventory,
  running: readonly StatefulInstance[],
): { cloud: Cloud; calls: () => number } {
  let calls = 0
  const wire = inventoryTo(account)
  const pages = chunksOf(wire.interfaces).map((items) => JSON.stringify(items))
  const machines = new Map(running.map((one) => [one.machineId, machineOf(one)]))
  const answer = async <T>(text: string, nextToken: string | null = null) => {
    calls += 1
    await answered()
    return ok<Page<T>>({ items: JSON.parse(text) as T[], nextToken })
  }
  const whole = async <T>(items: readonly T[]) => {
    await answered()
    return ok<Page<T>>({ items, nextToken: null })
  }
  const cloud: Partial<Cloud> = {
    describeVirtualNetworks: () => whole(account.virtualNetworks),
    describeSubnets: () => whole(account.subnets),
    describeSecurityGroups: () => whole(account.securityGroups),
    describePublicIps: () => whole(account.publicIps),
    describeLoadBalancers: () => whole(account.loadBalancers),
    describeInterfaces: async ({ pageToken }) => {
      const at = Number(pageToken ?? 0)
      const page = await answer<WireInterface>(
        pages[at] ?? '[]',
        at + 1 < pages.length ? String(at + 1) : null,
      )
      return ok({ items: page.value.items.map(interfaceFrom), nextToken: page.value.nextToken })
    },
    describeMachines: ({ ids }) =>
      answer<ObservedMachine>(JSON.stringify((ids ?? []).map((id) => machines.get(id)))),
  }
  return { cloud: cloud as Cloud, calls: () => calls }
}

function chunksOf<T>(items: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < items.length; start += PAGE) parts.push(items.slice(start, start + PAGE))
  return parts
}

export const accountOf = (parts: Partial<Inventory>): Inventory => ({ ...EMPTY_INVENTORY, ...parts })
