import { address } from '@/lib/domain/address'
import type { PooledConfig } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import { EMPTY_INVENTORY, type Inventory } from '@/lib/domain/inventory'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import type { Refusal } from '@/lib/domain/refusal'
import { audit } from './audit'
import { heldProblems } from './audit-held'
import { auditVms } from './audit-vms'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from './pooled-configs'
import { smallInventory } from './random-verbs'
import { type RunningWorld, runWorld } from './running-world'
import type { Happening, Shape } from './two-clouds-happenings'
import { groupConfig, PUBLIC_IPS, SUBNETS } from './worlds'

/*
 * A Holdfast with a stateful group in one cloud and pooled groups in the other, to which things happen: verbs of both
 * kinds alone and together, interruptions, strangers, faults, kills. After each of them both audits must find nothing.
 */

const SUBNET = pooledSubnet('small', '10.0.2.0/26')
const PUBLIC = [
  { ...staticIp('z1', ['1']), address: '20.50.0.1' },
  { ...staticIp('z3', ['3']), address: '20.50.0.2' },
  { ...staticIp('all', ['1', '2', '3']), address: '20.50.0.3' },
]

const KNOWN = new Set<Refusal['kind']>([
  ...(['nics', 'name-taken', 'subnets-full', 'capacity-order', 'group-deleting', 'unknown-group'] as const),
  ...(['unknown-instance', 'network-fixed', 'wrong-state', 'at-maximum'] as const),
])

export class TwoCloudsRun {
  private readonly pooled: string[] = []
  private faulty = false

  private constructor(
    readonly world: RunningWorld,
    private readonly stateful: string,
  ) {}

  static async start(): Promise<TwoCloudsRun> {
    const aws = smallInventory()
    const world = await runWorld(
      {
        ...EMPTY_INVENTORY,
        virtualNetworks: [...aws.virtualNetworks, network()],
        subnets: [...aws.subnets, SUBNET],
        securityGroups: aws.securityGroups,
        publicIps: [...aws.publicIps, ...PUBLIC],
        interfaces: aws.interfaces,
      },
      { startMs: 8, stopMs: 8, operationMs: 2 },
    )
    const config = groupConfig({
      ...{ name: 'ring', pool: '10.0.3.5-7', subnetIds: [SUBNETS.edgeA.id] },
      ...{ capacity: { minimum: 0, target: 2, maximum: 5 }, publicIpPool: [PUBLIC_IPS[0].id] },
    })
    return new TwoCloudsRun(world, await world.create(config, true))
  }

  async finish(): Promise<void> {
    const problems = [...(await this.world.pastProblems()), ...(await heldProblems(this.world))]
    if (problems.length > 0) throw new Error(problems.slice(0, 10).join('\n'))
  }

  async happen(happening: Happening): Promise<void> {
    await this.enact(happening)
    if (happening.kind === 'faults' || happening.kind === 'die') return
    await this.world.control.setFaults([])
    this.faulty = false
    await this.check()
  }

  /** What loops would do, until what failed has rested; then both audits. */
  private async check(): Promise<void> {
    const { world } = this
    if (this.faulty) return
    await world.control.setMarket({ zones: { 1: { capacity: true }, 3: { capacity: true } } })
    for (let round = 0; round < 4; round++) {
      await world.settled()
      await world.observe()
      await world.settled()
      world.pass(61_000)
      await world.engine.settleDue()
      await world.settled()
    }
    const problems = [...(await audit(world, [this.stateful])), ...(await auditVms(world, this.pooled))]
    if (problems.length > 0) throw new Error(problems.join('\n'))
    await world.remember([SUBNET.id])
  }

  private async enact(happening: Happening): Promise<void> {
    const { world } = this
    switch (happening.kind) {
      case 'create': {
        const config = configOf(happening.shape, `web-${happening.group % 3}`)
        const created = await world.tryCreate(config)
        if (created.ok) this.pooled.push(created.value.groupId)
        else expectKnown(created.refusal)
        return
      }
      case 'together':
        await Promise.all([
          ...happening.all.map((one) => this.ask(one)),
          ...(happening.interrupt === null ? [] : [this.interrupt(happening.interrupt)]),
        ])
        return world.settled()
      case 'interrupt':
        return this.interrupt(happening.machine)
      case 'foreign-takes':
        await world.control.takeAddress({
          ...{ subnetId: SUBNET.id, description: 'squatter' },
          address: address(`10.0.2.${happening.octet}`),
        })
        return happening.noticed ? world.refresh() : undefined
      case 'foreign-leaves':
        return this.foreignLeaves()
      case 'public-ip-elsewhere':
        await world.control.associateElsewhere(PUBLIC[happening.publicIp % PUBLIC.length]?.id ?? '')
        return world.refresh()
      case 'market':
        await world.control.setMarket({ zones: { [happening.zone]: { capacity: happening.capacity } } })
        return
      case 'faults':
        await world.control.setFaults(happening.rules)
        this.faulty = true
        return
      case 'die':
        void world.dieAt(happening.call, happening.when)
        return
      case 'pass':
        return world.pass(happening.seconds * 1000)
      case 'refresh':
        return world.refresh()
      default:
        await this.ask(happening)
        return world.settled()
    }
  }

  /** Applies without waiting for the cloud work. */
  private async ask(happening: Happening): Promise<void> {
    const found = await this.intentOf(happening)
    if (!found) return
    const answer = await this.world.apply(found.groupId, found.intent)
    if (!answer.ok) expectKnown(answer.refusal)
  }

  private async intentOf(happening: Happening): Promise<{ groupId: string; intent: Intent } | null> {
    if (happening.kind === 'stateful') return this.statefulIntent(happening)
    if (!('group' in happening) || happening.kind === 'create') return null
    const groupId = this.pooled[happening.group % Math.max(1, this.pooled.length)]
    const snapshot = groupId ? await this.world.store.groupSnapshot(groupId) : null
    if (!groupId || !snapshot) return null
    const vmIds = (n: number): string[] => pick(snapshot.vms, n).map((vm: PooledVm) => vm.id)
    switch (happening.kind) {
      case 'edit':
        return {
          groupId,
          intent: { kind: 'edit', config: configOf(happening.shape, snapshot.group.config.name) },
        }
      case 'scale':
        return { groupId, intent: { kind: 'scale', target: happening.target, resumePaused: true } }
      case 'recycle':
        return { groupId, intent: { kind: 'recycle', instanceIds: vmIds(happening.vm) } }
      case 'remove':
      case 'lower': {
        const afterwards = happening.kind === 'remove' ? 'replace' : 'lower-target'
        return { groupId, intent: { kind: 'deallocate', instanceIds: vmIds(happening.vm), afterwards } }
      }
      case 'delete':
        return { groupId, intent: { kind: 'delete-group', interfaces: 'delete' } }
    }
  }

  private async statefulIntent({
    verb,
    n,
  }: Extract<Happening, { kind: 'stateful' }>): Promise<{ groupId: string; intent: Intent }> {
    const groupId = this.stateful
    if (verb === 'scale') return { groupId, intent: { kind: 'scale', target: n % 5, resumePaused: true } }
    const instanceIds = pick(await this.world.instances(groupId), n).map((one) => one.id)
    return { groupId, intent: { kind: verb, instanceIds } }
  }

  private async interrupt(machine: number): Promise<void> {
    const { world } = this
    const ids = [...this.pooled, this.stateful]
    const snapshots = await Promise.all(ids.map((id) => world.store.groupSnapshot(id)))
    const machines = snapshots.flatMap((one) =>
      [...(one?.vms ?? []), ...(one?.instances ?? [])].flatMap((member) => member.machineId ?? []),
    )
    const [machineId] = pick(machines, machine)
    if (machineId) await world.control.interrupt({ machineIds: [machineId] })
    await world.observe()
  }

  private async foreignLeaves(): Promise<void> {
    const found = await this.world.azure.describeInterfaces({})
    const squatter = found.ok ? found.value.items.find((one) => one.description === 'squatter') : undefined
    if (squatter) await this.world.control.releaseForeign(squatter.id)
    await this.world.refresh()
  }
}

function expectKnown(refusal: Refusal): void {
  if (!KNOWN.has(refusal.kind)) throw new Error(`refused: ${JSON.stringify(refusal)}`)
}

const pick = <T>(from: readonly T[], n: number): T[] =>
  from.length === 0 ? [] : [from[n % from.length] as T]

const network = (): Inventory['virtualNetworks'][number] => ({
  ...{ id: SUBNET.virtualNetworkId, cloud: 'azure', region: SUBNET.region },
  ...{ name: 'TestVirtualNetwork', cidrs: SUBNET.cidrs },
})

function configOf(shape: Shape, name: string): PooledConfig {
  const pool = (octets: readonly number[]): string => octets.map((octet) => `10.0.2.${octet}`).join(',')
  const publicIpPool = shape.publicIps.flatMap((at) => PUBLIC[at]?.id ?? [])
  const second = shape.second
    ? [nicConfig(SUBNET, { name: 'eth1', primary: false, pool: pool(shape.second) })]
    : []
  return pooledConfig(
    [
      nicConfig(SUBNET, {
        pool: pool(shape.pool),
        publicIp: publicIpPool.length > 0 || shape.zonal,
        publicIpPool,
      }),
      ...second,
    ],
    shape.target,
    {
      ...{ name, capacity: { minimum: 0, target: shape.target, maximum: 4 } },
      pooled: { zones: shape.zonal ? ['1', '3'] : [] },
    },
  )
}
