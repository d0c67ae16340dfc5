import type { GroupConfig } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import type { Refusal } from '@/lib/domain/refusal'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { audit } from './audit'
import { heldProblems } from './audit-held'
import { Identities } from './identities'
import { edgeAddress, type Happening, type Shape, smallInventory, type Verb } from './random-verbs'
import { at, type RunningWorld, runWorld } from './running-world'
import { tendHeld } from './tend-held'
import { groupConfig, PUBLIC_IPS, SUBNETS } from './worlds'

/** What creating or editing may be refused for; everything else would be news. */
const REFUSED = new Set<Refusal['kind']>([
  'members',
  'public-ips',
  'name-taken',
  'no-persistence',
  'overflow-refused',
  'subnets-full',
  'capacity-order',
])

/** A Holdfast that things happen to. After each of them it is audited; what is wrong is thrown. */
export class ModelRun {
  private readonly groups: string[] = []
  private readonly identities = new Identities()
  private faulty = false

  private constructor(readonly world: RunningWorld) {}

  static async start(): Promise<ModelRun> {
    return new ModelRun(await runWorld(smallInventory(), { startMs: 8, stopMs: 8 }))
  }

  async happen(happening: Happening): Promise<void> {
    const calm = !this.faulty
    await this.enact(happening, calm)
    if (happening.kind === 'faults' || happening.kind === 'die') return
    await this.world.control.setFaults([])
    this.faulty = false
    await this.bringUpToDate()
    await this.check()
  }

  async finish(): Promise<void> {
    await this.identities.checkHistory(this.world)
    const problems = [...(await this.world.pastProblems()), ...(await heldProblems(this.world))]
    if (problems.length > 0) throw new Error(problems.slice(0, 10).join('\n'))
  }

  /** What loops would do: notice what the cloud did, and what time has brought. */
  private async bringUpToDate(): Promise<void> {
    await this.world.settled()
    await this.world.observe()
    await this.world.settled()
    await this.world.engine.settleDue()
    await this.world.settled()
  }

  private async check(): Promise<void> {
    const problems = await audit(this.world, this.groups)
    for (const groupId of this.groups)
      problems.push(...this.identities.see(groupId, await this.world.instances(groupId)))
    if (problems.length > 0) throw new Error(problems.join('\n'))
    await this.world.remember([SUBNETS.edgeA.id])
  }

  private async enact(happening: Happening, calm: boolean): Promise<void> {
    const { world } = this
    switch (happening.kind) {
      case 'create':
        return this.create(happening.shape, happening.name, happening.resumePool)
      case 'together': {
        const asked = happening.verbs.map(async (verb) => {
          const found = await this.intentOf(verb)
          if (found) this.expectKnown(verb, await world.apply(found.groupId, found.intent))
        })
        if (happening.interrupt !== null) await this.interrupt(happening.interrupt)
        await Promise.all(asked)
        return world.settled()
      }
      case 'interrupt':
        return this.interrupt(happening.machine)
      case 'lose-interface': {
        const [one] = pick(await this.all(), [happening.interface])
        if (!one?.interfaceId) return
        const gone = await world.control.deleteInterface(one.interfaceId)
        if (gone.ok) this.identities.lost(one.interfaceId)
        return
      }
      case 'foreign-takes':
        await world.control.takeAddress({
          subnetId: SUBNETS.edgeA.id,
          address: edgeAddress(happening.octet),
          description: 'squatter',
        })
        return happening.noticed ? world.refresh() : undefined
      case 'foreign-leaves':
        return this.foreignLeaves()
      case 'public-ip-elsewhere': {
        const id = PUBLIC_IPS[happening.publicIp % 4]?.id ?? ''
        await world.control.associateElsewhere(id)
        return
      }
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
      case 'tend':
        return tendHeld(world, happening, this.groups, (id) => this.identities.mayGo(id))
      default:
        return this.ask(happening, calm)
    }
  }

  private async create(shape: Shape, name: number, resumePool: boolean): Promise<void> {
    const created = await this.world.tryCreate(configOf(shape, `group-${name}`), resumePool)
    if (created.ok) this.groups.push(created.value.groupId)
    else if (!REFUSED.has(created.refusal.kind)) throw new Error(`refused: ${created.refusal.kind}`)
  }

  private async ask(verb: Verb, calm: boolean): Promise<void> {
    const found = await this.intentOf(verb)
    if (!found) return
    const { groupId, intent } = found
    const before = await this.world.instances(groupId)
    const answer = await this.world.apply(groupId, intent)
    await this.world.settled()
    this.expectKnown(verb, answer)
    if (verb.kind !== 'act' || !('instanceIds' in intent)) return
    const asked = before.filter((one) => intent.instanceIds.includes(one.id))
    const fits = asked.every((one) => FITS[verb.verb].has(one.state))
    if (
      fits &&
      !answer.ok &&
      !['at-maximum', 'capacity-order', 'group-deleting'].includes(answer.refusal.kind)
    )
      throw new Error(`${verb.verb} refused: ${JSON.stringify(answer.refusal)}`)
    if (!fits && answer.ok) throw new Error(`${verb.verb} accepted from ${asked.map((one) => one.state)}`)
    if (answer.ok && calm) this.expectDone(verb.verb, asked, await this.world.instances(groupId))
  }

  /** Without faults a verb does what it says; an instance may wait for an address or an Elastic IP that others have. */
  private expectDone(
    verb: keyof typeof FITS,
    asked: readonly StatefulInstance[],
    after: readonly StatefulInstance[],
  ): void {
    const byId = new Map(after.map((one) => [one.id, one]))
    for (const { id, machineId } of asked) {
      const now = byId.get(id)
      const done = {
        resume: now?.state === 'active' || (now?.state === 'paused' && now.reason !== null),
        pause: now?.state === 'paused',
        recycle: (now?.state === 'active' && now.machineId !== machineId) || now?.state === 'paused',
        deallocate: now === undefined,
      }[verb]
      if (!done) throw new Error(`after ${verb}, ${id} is ${now?.state} (${at(now)}, ${now?.reason})`)
    }
  }

  private expectKnown(verb: Verb, answer: Awaited<ReturnType<RunningWorld['apply']>>): void {
    if (answer.ok) return
    const { kind } = answer.refusal
    const known =
      REFUSED.has(kind) ||
      ['wrong-state', 'at-maximum', 'group-deleting', 'unknown-group', 'unknown-instance'].includes(kind)
    if (!known) throw new Error(`${verb.kind} refused: ${JSON.stringify(answer.refusal)}`)
  }

  private async intentOf(verb: Verb): Promise<{ groupId: string; intent: Intent } | null> {
    const groupId = this.groups[verb.group % Math.max(1, this.groups.length)]
    const snapshot = groupId ? await this.world.store.groupSnapshot(groupId) : null
    if (!groupId || !snapshot) return null
    const instances = [...snapshot.instances].sort((a, b) => a.ordinal - b.ordinal)
    switch (verb.kind) {
      case 'edit':
        return { groupId, intent: { kind: 'edit', config: configOf(verb.shape, snapshot.group.config.name) } }
      case 'scale':
        return { groupId, intent: { kind: 'scale', target: verb.target, resumePaused: verb.resumePaused } }
      case 'resume-to-target':
        return { groupId, intent: { kind: 'resume-to-target' } }
      case 'delete-group':
        for (const { id } of instances) this.identities.mayGo(id)
        return { groupId, intent: { kind: 'delete-group', interfaces: verb.keep ? 'keep' : 'delete' } }
      case 'act': {
        const instanceIds = [...new Set(pick(instances, verb.instances).map((one) => one.id))]
        if (instanceIds.length === 0) return null
        if (verb.verb !== 'deallocate') return { groupId, intent: { kind: verb.verb, instanceIds } }
        for (const id of instanceIds) this.identities.mayGo(id)
        const afterwards = verb.replace ? 'replace' : 'lower-target'
        return { groupId, intent: { kind: 'deallocate', instanceIds, afterwards } }
      }
    }
  }

  private async all(): Promise<readonly StatefulInstance[]> {
    return (await Promise.all(this.groups.map((id) => this.world.instances(id)))).flat()
  }

  private async interrupt(machine: number): Promise<void> {
    const running = (await this.all()).filter((one) => one.machineId)
    const [one] = pick(running, [machine])
    if (one?.machineId) await this.world.control.interrupt({ machineIds: [one.machineId] })
    await this.world.observe()
  }

  private async foreignLeaves(): Promise<void> {
    const found = await this.world.cloud.describeInterfaces({})
    const squatter = found.ok ? found.value.items.find((one) => one.description === 'squatter') : undefined
    if (squatter) await this.world.control.releaseForeign(squatter.id)
    await this.world.refresh()
  }
}

const FITS = {
  resume: new Set(['paused', 'active']),
  pause: new Set(['paused', 'active']),
  recycle: new Set(['active']),
  deallocate: new Set(['paused', 'active', 'error']),
} as const satisfies Record<string, ReadonlySet<string>>

const pick = <T>(from: readonly T[], numbers: readonly number[]): T[] =>
  from.length === 0 ? [] : numbers.map((n) => from[n % from.length] as T)

function configOf(shape: Shape, name: string): GroupConfig {
  return groupConfig({
    name,
    pool: shape.pool.map((octet) => `10.0.3.${octet}`).join(','),
    subnetIds: shape.wide ? [SUBNETS.edgeA.id, SUBNETS.prodA.id] : [SUBNETS.edgeA.id],
    capacity: { minimum: 0, target: shape.target, maximum: 6 },
    maintainPrivateIp: shape.maintain,
    publicIpPool: PUBLIC_IPS.slice(0, shape.publicIps).map((one) => one.id),
    overflow: shape.overflow,
  })
}
