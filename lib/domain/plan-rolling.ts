import { formatAddress } from './address'
import type { Cloud } from './cloud-rules'
import { digestOf } from './digest'
import type { PooledVm } from './pooled-vm'
import type { Refusal } from './refusal'
import { ok, type Result, refuse } from './result'
import { type HeadroomFact, headroomReader, isShort, largestBatch } from './rolling-headroom'
import { MOST_BATCH, type RollingSettings } from './rolling-recycle'
import { availabilityOf } from './rolling-unavailable'
import type { StatefulInstance } from './stateful-instance'
import type { World } from './world'

/** What is asked for; `instanceIds` null: every machine that runs. */
export type RollingAsk = {
  readonly settings: RollingSettings
  readonly instanceIds: readonly string[] | null
}

/** A machine that will be replaced. */
export type RollingTarget = {
  readonly instanceId: string
  readonly machineId: string
  readonly zone: string | null
  readonly address: string | null
  readonly ordinal: number
}

/** `zone`: of a batch that keeps to one; null where it goes across them. */
export type RollingBatch = { readonly zone: string | null; readonly targets: readonly RollingTarget[] }

/** A run as it would be (B3): nothing is changed by it. */
export type RollingPlan = {
  readonly groupId: string
  readonly groupName: string
  readonly cloud: Cloud
  readonly pooled: boolean
  readonly settings: RollingSettings
  readonly seen: { readonly seq: number; readonly groupVersion: number }
  readonly digest: string
  readonly batches: readonly RollingBatch[]
  /** Of those asked for, what is left as it is. */
  readonly leftOut: readonly { readonly instanceId: string; readonly state: string }[]
  readonly running: number
  readonly unavailable: number
  readonly minimum: number
  /** What the most demanding batch needs beside what is there, and what there is. */
  readonly headroom: readonly HeadroomFact[]
}

export function planRolling(
  world: World,
  { settings, instanceIds }: RollingAsk,
): Result<RollingPlan, Refusal> {
  const { group } = world
  const { config } = group
  if (group.state !== 'live') return refuse({ kind: 'group-deleting', groupId: group.id, name: config.name })
  const pooled = config.persistence.kind === 'pooled'
  const asked = instanceIds === null ? null : new Set(instanceIds)
  const members = membersOf(world).filter(({ instanceId }) => asked?.has(instanceId) ?? true)
  const unknown = instanceIds?.find((id) => !members.some(({ instanceId }) => instanceId === id))
  if (unknown !== undefined) return refuse({ kind: 'unknown-instance', instanceId: unknown })
  const targets = members.flatMap(({ target }) => target ?? [])
  const leftOut = members.flatMap(({ instanceId, state, target }) => (target ? [] : { instanceId, state }))
  const problem = settingsProblem(world, settings, targets.length)
  if (problem) return refuse(problem)
  const batches = batchesOf(targets, settings)
  const headroom = mostDemanding(world, batches)
  const shortfalls = headroom.filter(isShort)
  if (shortfalls.length > 0)
    return refuse({
      ...{ kind: 'rolling-headroom', batchSize: settings.batchSize, facts: headroom },
      fits: largestBatch(settings.batchSize, shortfalls),
    })
  const { running, unavailable } = availabilityOf(world)
  return ok({
    ...{ groupId: group.id, groupName: config.name, cloud: config.cloud, pooled, settings },
    seen: { seq: world.seq, groupVersion: group.version },
    digest: digestOf([
      settings,
      batches.map(({ targets }) => targets.map((one) => [one.instanceId, one.machineId])),
    ]),
    ...{ batches, leftOut, running, unavailable, minimum: config.capacity.minimum, headroom },
  })
}

const idsOf = ({ targets }: RollingBatch): readonly string[] => targets.map(({ instanceId }) => instanceId)

type Member = {
  readonly instanceId: string
  readonly state: string
  readonly target: RollingTarget | null
}

/** Every instance or VM of the group; those without a machine that runs are no target. */
function membersOf({ instances, vms, subnets }: World): readonly Member[] {
  const zoneOf = ({ subnetId }: StatefulInstance) =>
    subnetId === null ? null : (subnets.get(subnetId)?.subnet.zone ?? null)
  const ofInstance = (one: StatefulInstance): RollingTarget | null =>
    one.state === 'active' && one.desired === 'active' && one.machineId !== null
      ? {
          ...{ instanceId: one.id, machineId: one.machineId, zone: zoneOf(one), ordinal: one.ordinal },
          address: one.address && formatAddress(one.address),
        }
      : null
  const ofVm = (vm: PooledVm): RollingTarget | null => {
    const address = vm.nics[0]?.private.address ?? null
    return vm.state === 'active' && vm.wanted && vm.machineId !== null
      ? {
          ...{ instanceId: vm.id, machineId: vm.machineId, zone: vm.zone, ordinal: vm.ordinal },
          address: address && formatAddress(address),
        }
      : null
  }
  return [
    ...instances.map((one) => ({ instanceId: one.id, state: one.state, target: ofInstance(one) })),
    ...vms.map((vm) => ({ instanceId: vm.id, state: vm.state, target: ofVm(vm) })),
  ]
}

function settingsProblem(world: World, settings: RollingSettings, targets: number): Refusal | null {
  const { config } = world.group
  const groupName = config.name
  const { batchSize, maximumUnavailable } = settings
  if (targets === 0) return { kind: 'rolling-empty', groupName }
  if (batchSize > MOST_BATCH) return { kind: 'rolling-batch', batchSize, most: MOST_BATCH, by: 'limit' }
  if (config.persistence.kind === 'pooled') return null
  if (batchSize > maximumUnavailable)
    return { kind: 'rolling-batch', batchSize, most: maximumUnavailable, by: 'unavailable' }
  const { minimum } = config.capacity
  const { running } = availabilityOf(world)
  if (running - maximumUnavailable >= minimum) return null
  return { kind: 'rolling-minimum', groupName, running, maximumUnavailable, minimum }
}

/** Zone by zone: a batch keeps to one zone. Across zones: the zones take turns, so that each batch is spread over them. */
export function batchesOf(
  targets: readonly RollingTarget[],
  { batchSize, order }: Pick<RollingSettings, 'batchSize' | 'order'>,
): readonly RollingBatch[] {
  const byZone = new Map<string, RollingTarget[]>()
  for (const target of [...targets].sort((a, b) => a.ordinal - b.ordinal)) {
    const key = target.zone ?? ''
    const there = byZone.get(key)
    if (there) there.push(target)
    else byZone.set(key, [target])
  }
  const zones = [...byZone.keys()].sort()
  const queues = zones.map((zone) => byZone.get(zone) as RollingTarget[])
  if (order === 'zone-by-zone')
    return queues.flatMap((queue, at) =>
      chunksOf(queue, batchSize).map((some) => ({ zone: zones[at] || null, targets: some })),
    )
  const longest = Math.max(0, ...queues.map((queue) => queue.length))
  const inTurn = Array.from({ length: longest }, (_, at) => queues.flatMap((queue) => queue[at] ?? [])).flat()
  return chunksOf(inTurn, batchSize).map((some) => ({ zone: null, targets: some }))
}

const chunksOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))

/** Of every subnet, pool and zone the batch that needs most of it. */
function mostDemanding(world: World, batches: readonly RollingBatch[]): readonly HeadroomFact[] {
  const most = new Map<string, HeadroomFact>()
  const read = headroomReader(world)
  for (const batch of batches)
    for (const fact of read(idsOf(batch))) {
      const key = [fact.kind, 'nic' in fact ? fact.nic : fact.cidr, 'zone' in fact ? fact.zone : ''].join(' ')
      const known = most.get(key)
      if (!known || needMore(fact, known)) most.set(key, fact)
    }
  return [...most.values()]
}

const needMore = (a: HeadroomFact, b: HeadroomFact): boolean => a.needed - a.free > b.needed - b.free

/** How long a run takes when nothing comes between, in seconds: each batch waits for its gate. */
export const expectedSeconds = (
  batches: number,
  machineSeconds: number,
  { healthSeconds }: Pick<RollingSettings, 'healthSeconds'>,
): number => Math.round(batches * (machineSeconds + healthSeconds))
