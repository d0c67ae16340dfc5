import type { GroupCommand } from '@/lib/api/schemas/commands'
import type { Cloud } from '@/lib/domain/cloud-rules'
import type { MemberRecord, Record } from './audit/record'
import { SPARE_PUBLIC_IPS } from './chaos-groups'
import type { ChaosWorld } from './chaos-world'
import {
  type Asking,
  askCommand,
  askInterruption,
  askUntilAnswered,
  askWizard,
  groupNamed,
  idsOf,
  membersOf,
} from './drive'

/** One operation as the sweep plays it, again and again: into its starting position, then the operation itself. */
export type Verb = {
  readonly name: string
  readonly cloud: Cloud
  /** Brings the group to where the operation begins, whatever the point before left. */
  readonly prepare: (stage: Stage) => Promise<void>
  readonly act: (stage: Stage) => Asking
  /** Where it must end, besides what the audit asks of any world. */
  readonly isReached: (stage: Stage, record: Record) => boolean
}

/** The group of one verb in one world. */
export class Stage {
  readonly group: string

  constructor(
    readonly world: ChaosWorld,
    readonly cloud: Cloud,
    verb: string,
  ) {
    this.group = `chaos-${verb.replaceAll(' ', '-')}`
  }

  members(record = this.world.record()): readonly MemberRecord[] {
    return membersOf(record, this.group)
  }

  count(state: string, record = this.world.record()): number {
    return this.members(record).filter((member) => member.state === state).length
  }

  get groupId(): string {
    return groupNamed(this.world.record(), this.group)?.id ?? 'none'
  }

  wish(target: number, pool = POOLS[this.cloud][0]) {
    return { name: this.group, target, pool, publicIps: [SPARE_PUBLIC_IPS[this.cloud].sweep] }
  }

  ask(command: Without<GroupCommand, 'groupId'>): Asking {
    return askCommand(this.world, { ...command, groupId: this.groupId } as GroupCommand)
  }

  /** Asks, expects "done", and waits for the end. */
  async do(asking: Asking, isReached: (record: Record) => boolean): Promise<void> {
    const refused = await askUntilAnswered(asking)
    if (refused.length > 0) throw new Error(`The stage could not be set: ${refused.join('; ')}`)
    const problems = await this.world.auditWhenSettled(isReached)
    if (problems.length > 0) throw new Error(`The stage is not sound: ${problems.join('; ')}`)
  }

  async createdAnew(target = 2): Promise<void> {
    await this.removed()
    await this.do(
      askWizard(this.world, this.cloud, this.wish(target), null),
      (record) => this.count('active', record) === target,
    )
  }

  async removed(): Promise<void> {
    if (!groupNamed(this.world.record(), this.group)) return
    await this.do(
      this.ask({ kind: 'delete-group', interfaces: 'delete' }),
      (record) => !groupNamed(record, this.group),
    )
  }

  /** Two that run, which may be there already. */
  async twoRunning(): Promise<void> {
    if (!groupNamed(this.world.record(), this.group)) return this.createdAnew()
    const asleep = idsOf(this.members().filter((member) => member.state === 'paused'))
    if (asleep.length > 0)
      await this.do(
        this.ask({ kind: 'resume', instanceIds: asleep }),
        (record) => this.count('active', record) === 2,
      )
    else await this.scaledTo(2)
  }

  async twoPaused(): Promise<void> {
    await this.twoRunning()
    const ids = idsOf(this.members())
    await this.do(
      this.ask({ kind: 'pause', instanceIds: ids }),
      (record) => this.count('paused', record) === 2,
    )
  }

  async twoNew(): Promise<void> {
    await this.twoRunning()
    const ids = idsOf(this.members())
    await this.do(
      this.ask({ kind: 'deallocate', instanceIds: ids, afterwards: 'replace' }),
      (record) => this.count('paused', record) === 2,
    )
  }

  async scaledTo(target: number): Promise<void> {
    await this.do(
      this.ask({ kind: 'scale', target, resumePaused: true }),
      (record) => this.count('active', record) === target,
    )
  }
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** Pools before and after an edit: one member stays, one goes, one comes. */
const POOLS: { readonly [cloud in Cloud]: readonly [string, string] } = {
  aws: ['10.0.1.32-33', '10.0.1.32, 10.0.1.34'],
  azure: ['10.20.1.40-41', '10.20.1.40, 10.20.1.42-43'],
}

const active = (n: number) => (stage: Stage, record: Record) => stage.count('active', record) === n
const paused = (n: number) => (stage: Stage, record: Record) => stage.count('paused', record) === n

const onAll =
  (kind: 'resume' | 'pause' | 'recycle') =>
  (stage: Stage): Asking =>
    stage.ask({ kind, instanceIds: idsOf(stage.members()) })

const interruption = (stage: Stage): Asking =>
  askInterruption(
    stage.world,
    stage.members().flatMap((member) => member.machineId ?? []),
  )

/** The oldest one; a pooled group launches another in its place. */
const first = (stage: Stage): string[] => idsOf(stage.members()).slice(0, 1)

const create: Omit<Verb, 'cloud'> = {
  name: 'create',
  prepare: (stage) => stage.removed(),
  act: (stage) => askWizard(stage.world, stage.cloud, stage.wish(2), null),
  isReached: active(2),
}

const remove: Omit<Verb, 'cloud'> = {
  name: 'delete group',
  prepare: (stage) => stage.twoRunning(),
  act: (stage) => stage.ask({ kind: 'delete-group', interfaces: 'delete' }),
  isReached: (stage, record) => !groupNamed(record, stage.group),
}

/** The machine is gone at once, and the observing loop hears of it. */
const replace: Omit<Verb, 'cloud'> = {
  name: 'replace',
  prepare: (stage) => stage.twoRunning(),
  act: interruption,
  isReached: active(2),
}

const scaleUp: Omit<Verb, 'cloud'> = {
  name: 'scale up',
  prepare: (stage) => stage.createdAnew(1),
  act: (stage) => stage.ask({ kind: 'scale', target: 4, resumePaused: true }),
  isReached: active(4),
}

const scaleDown: Omit<Verb, 'cloud'> = {
  name: 'scale down',
  prepare: (stage) => stage.twoRunning(),
  act: (stage) => stage.ask({ kind: 'scale', target: 0, resumePaused: true }),
  isReached: active(0),
}

const ON_AWS: readonly Omit<Verb, 'cloud'>[] = [
  create,
  { name: 'first resume', prepare: (stage) => stage.twoNew(), act: onAll('resume'), isReached: active(2) },
  { name: 'resume', prepare: (stage) => stage.twoPaused(), act: onAll('resume'), isReached: active(2) },
  { name: 'pause', prepare: (stage) => stage.twoRunning(), act: onAll('pause'), isReached: paused(2) },
  { name: 'recycle', prepare: (stage) => stage.twoRunning(), act: onAll('recycle'), isReached: active(2) },
  replace,
  {
    name: 'deallocate',
    prepare: (stage) => stage.twoRunning(),
    act: (stage) =>
      stage.ask({ kind: 'deallocate', instanceIds: idsOf(stage.members()), afterwards: 'replace' }),
    isReached: paused(2),
  },
  {
    // One member is retained (A7), one is new and paused (A3), and what they do not cover is launched (A4).
    name: 'edit pool',
    prepare: (stage) => stage.createdAnew(),
    act: (stage) => askWizard(stage.world, stage.cloud, stage.wish(4, POOLS.aws[1]), stage.groupId),
    isReached: (stage, record) => stage.count('active', record) === 3 && stage.count('paused', record) === 1,
  },
  scaleUp,
  scaleDown,
  remove,
]

const ON_AZURE: readonly Omit<Verb, 'cloud'>[] = [
  create,
  {
    name: 'recycle',
    prepare: (stage) => stage.twoRunning(),
    act: (stage) => stage.ask({ kind: 'recycle', instanceIds: first(stage) }),
    isReached: active(2),
  },
  replace,
  {
    name: 'deallocate',
    prepare: (stage) => stage.twoRunning(),
    act: (stage) => stage.ask({ kind: 'deallocate', instanceIds: first(stage), afterwards: 'lower-target' }),
    isReached: active(1),
  },
  {
    name: 'edit pool',
    prepare: (stage) => stage.createdAnew(),
    act: (stage) => askWizard(stage.world, stage.cloud, stage.wish(3, POOLS.azure[1]), stage.groupId),
    isReached: active(3),
  },
  {
    ...scaleUp,
    act: (stage) => stage.ask({ kind: 'scale', target: 2, resumePaused: true }),
    isReached: active(2),
  },
  scaleDown,
  remove,
]

export const VERBS: readonly Verb[] = [
  ...ON_AWS.map((verb): Verb => ({ ...verb, cloud: 'aws' })),
  ...ON_AZURE.map((verb): Verb => ({ ...verb, cloud: 'azure' })),
]
