import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Allocation, applyIntent, planIntent } from '@/lib/allocation/command'
import { takeTurns } from '@/lib/allocation/turns'
import type { NicConfig } from '@/lib/domain/group'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import type { PublicIp } from '@/lib/domain/subnet'
import { type OpenStore, openStore } from '@/lib/storage/store'
import { templateDatabase } from '@/lib/testing/database'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import type { Figure } from './figure'
import { AT, median, rounded } from './large-world'
import { writeSameRows } from './same-rows'
import { watchLoop } from './watch-loop'

const VMS = 1_000
const MANY = 10_000
const MOST_BLOCKED_MS = 50
const GOAL_MS = 1_000
const TURNS = 5
const SUBNET = pooledSubnet('bench', '10.60.0.0/16')
const ROWS = ['PooledVm', 'IpAllocation', 'PublicIpAllocation', 'Operation', 'Event', 'Request'] as const

/**
 * Scaling a pooled group from 0 to 1,000 VMs with two interfaces each: plan, plan again for the commit, write, answer.
 * The first interface has a pool of 1,000 addresses and as many public IPs, the second one of 500: half of the VMs fall
 * back to a dynamic address there.
 */
export async function benchScalePooled(): Promise<Figure[]> {
  const file = await templateDatabase()
  const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT })
  await store.applyInventory(network())
  const allocation = plainAllocation(store)
  const times: number[] = []
  for (let turn = 0; turn <= TURNS; turn++) times.push(await scaleOnce(allocation, turn))
  // The first one also pays for the compiler; a server has run for a while.
  const value = median(times.slice(1))
  const watch = await watchLoop()
  const many = await scaleMany(allocation)
  const { own, clock } = await watch.end()
  const longest = own ?? clock
  const raw: number[] = []
  for (let turn = 0; turn < 3; turn++) raw.push(await writeSameRows(file, ROWS))
  await store.close()
  const baseline = median(raw)
  return [
    {
      name: `scaling from 0 to ${VMS.toLocaleString('en')} VMs with two interfaces each, plan and commit`,
      value: rounded(value),
      unit: 'ms',
      baseline: rounded(baseline),
      ratio: rounded(value / baseline, 2),
      goal: `< ${GOAL_MS.toLocaleString('en')} ms; baseline: the raw driver writing the same rows`,
      met: value < GOAL_MS,
    },
    {
      name: 'the same, in a process that has just started',
      value: rounded(times[0] ?? 0),
      unit: 'ms',
      baseline: rounded(baseline),
      ratio: rounded((times[0] ?? 0) / baseline, 2),
      goal: 'for comparison',
      met: null,
    },
    {
      name: `longest turn while ${MANY.toLocaleString('en')} VMs with two interfaces each are scaled to, own time`,
      value: rounded(longest),
      unit: 'ms',
      baseline: rounded(many),
      ratio: rounded(longest / many, 3),
      goal: `≤ ${MOST_BLOCKED_MS} ms; baseline: the whole of it`,
      met: longest <= MOST_BLOCKED_MS,
    },
  ]
}

const publicIpsOf = (turn: number): PublicIp[] =>
  Array.from({ length: VMS }, (_, at) => ({
    ...staticIp(`ip-${turn}-${at}`),
    address: `20.${turn}.${at >> 8}.${at & 255}`,
  }))

const network = () => ({
  ...{ at: AT, requestId: 'bench', events: [] },
  upsert: {
    ...EMPTY_INVENTORY,
    virtualNetworks: [
      {
        ...{ id: SUBNET.virtualNetworkId, cloud: SUBNET.cloud, region: SUBNET.region },
        ...{ name: 'bench', cidrs: SUBNET.cidrs },
      },
    ],
    subnets: [SUBNET],
    publicIps: Array.from({ length: TURNS + 1 }, (_, turn) => publicIpsOf(turn)).flat(),
  },
  remove: {
    ...{ virtualNetworks: [], subnets: [], securityGroups: [] },
    ...{ publicIps: [], loadBalancers: [], interfaces: [] },
  },
})

/** What is measured ends with the answer: the cloud work that it begins is nobody's. */
function plainAllocation(store: OpenStore): Allocation {
  let ids = 0
  return {
    store,
    surroundings: {
      now: () => AT,
      seed: () => 7919 * ++ids,
      id: (digits) => (++ids).toString(16).padStart(digits, '0').slice(-digits),
      wait: () => nextTurn(),
    },
    turns: takeTurns(),
    begin: () => undefined,
  }
}

const scaleOnce = (allocation: Allocation, turn: number): Promise<number> => {
  const publicIpPool = publicIpsOf(turn).map((one) => one.id)
  const at = 10 * turn
  return scaleTo(allocation, `bench-${turn}`, VMS, [
    nicConfig(SUBNET, { pool: `10.60.${at}.16-10.60.${at + 3}.255`, publicIp: true, publicIpPool }),
    nicConfig(SUBNET, { name: 'eth1', primary: false, pool: `10.60.${at + 5}.0-10.60.${at + 6}.243` }),
  ])
}

/** Here, too, half of the VMs fall back to a dynamic address on their second interface. */
const scaleMany = (allocation: Allocation): Promise<number> =>
  scaleTo(allocation, 'bench-many', MANY, [
    nicConfig(SUBNET, { pool: '10.60.128.0-10.60.167.15' }),
    nicConfig(SUBNET, { name: 'eth1', primary: false, pool: '10.60.170.0-10.60.189.135' }),
  ])

async function scaleTo(
  allocation: Allocation,
  name: string,
  target: number,
  interfaces: readonly NicConfig[],
): Promise<number> {
  const config = pooledConfig(interfaces, 0, { name, capacity: { minimum: 0, target: 0, maximum: target } })
  const how = { requestKey: null, actor: 'operator' } as const
  const created = await applyIntent(
    allocation,
    { create: config },
    { kind: 'create', config, resumePool: false },
    { ...how, requestKey: `create-${name}` },
  )
  if (!created.ok) throw new Error(JSON.stringify(created.refusal))
  const subject = { groupId: created.value.groupId }
  const intent = { kind: 'scale', target, resumePaused: true } as const
  const from = performance.now()
  const plan = await planIntent(allocation, subject, intent)
  if (!plan.ok) throw new Error(JSON.stringify(plan.refusal))
  const { seed, seen, digest } = plan.value
  const proof = { seed, seq: seen.seq, digest }
  const scaled = await applyIntent(allocation, subject, intent, {
    ...how,
    requestKey: `scale-${name}`,
    proof,
  })
  const took = performance.now() - from
  if (!scaled.ok) throw new Error(JSON.stringify(scaled.refusal))
  return took
}
