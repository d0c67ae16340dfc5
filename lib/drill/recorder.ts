import type { Commit } from '@/lib/allocation/ports/commit'
import type { DrillMember } from '@/lib/domain/drill'
import { type DrillFact, factOf, type Member } from '@/lib/domain/drill-fact'
import type { Operation } from '@/lib/domain/operation'
import type { WorldCopy } from './world-copy'

/** Writes down what becomes of the copy's instances and VMs, commit by commit. */
export class Recorder {
  /** As it was before the strike: of what is wanted running. */
  readonly start: readonly DrillFact[]
  private readonly members = new Map<string, Member>()
  private readonly operations = new Map<string, Operation>()
  private readonly zones: ReadonlyMap<string, string | null>
  private readonly seen = new Map<string, { member: Member; operation: Operation | undefined }>()
  private latest = new Map<string, DrillFact>()

  constructor(
    copy: WorldCopy,
    private readonly seconds: () => number,
    private readonly tell: (fact: DrillFact) => void,
  ) {
    this.zones = new Map(copy.subnets.map(({ subnet }) => [subnet.id, subnet.zone]))
    for (const one of copy.operations) this.operations.set(one.instanceId, one)
    for (const { instances, vms } of copy.groups)
      for (const member of [...instances, ...vms]) this.members.set(member.id, member)
    this.start = placesOf(copy).map((member) => this.fact(0, member))
    this.latest = new Map(this.start.map((fact) => [fact.instanceId, fact]))
  }

  /** Whose machines can be struck. */
  strikable(): readonly DrillMember[] {
    return this.start.map(({ instanceId, groupId, machineId, zone }) => ({
      instanceId,
      groupId,
      machineId,
      zone,
    }))
  }

  note(commit: Commit): void {
    for (const one of commit.operations) this.operations.set(one.instanceId, one)
    for (const one of [...commit.instances, ...commit.vms]) this.members.set(one.id, one)
    const touched = new Set(commit.operations.map((one) => one.instanceId))
    for (const one of [...commit.instances, ...commit.vms]) touched.add(one.id)
    for (const id of touched) this.look(id)
  }

  /** Most commits, such as those of a thousand repeated calls, change nothing that a drill tells of. */
  private look(instanceId: string): void {
    const member = this.members.get(instanceId)
    const operation = this.operations.get(instanceId)
    if (!member) return
    const seen = this.seen.get(instanceId)
    this.seen.set(instanceId, { member, operation })
    if (seen && seen.member === member && isAlike(seen.operation, operation)) return
    const fact = this.fact(this.seconds(), member)
    this.latest.set(instanceId, fact)
    this.tell(fact)
  }

  /** The machine that Holdfast believes to run for it. */
  machineOf(instanceId: string): string | null {
    const fact = this.latest.get(instanceId)
    return fact && !fact.gone && fact.up ? fact.machineId : null
  }

  /** Somebody is neither up nor given up: something is still to happen. */
  restless(): boolean {
    for (const one of this.latest.values()) if (!one.gone && !one.up && !one.givenUp) return true
    return false
  }

  private fact(at: number, member: Member): DrillFact {
    const subnetId = 'nics' in member ? null : member.subnetId
    const zone = subnetId === null ? null : (this.zones.get(subnetId) ?? null)
    return factOf(at, member, this.operations.get(member.id) ?? null, zone)
  }
}

const isAlike = (a: Operation | undefined, b: Operation | undefined): boolean =>
  a?.id === b?.id &&
  a?.kind === b?.kind &&
  a?.cursor === b?.cursor &&
  a?.state === b?.state &&
  a?.lastError === b?.lastError

/** What is wanted running: paused instances and VMs on their way out have nothing that an interruption could take. */
export const placesOf = ({ groups }: Pick<WorldCopy, 'groups'>): readonly Member[] =>
  groups.flatMap(({ instances, vms }): Member[] => [
    ...instances.filter(
      (one) => one.desired === 'active' && one.state !== 'error' && one.state !== 'deallocating',
    ),
    ...vms.filter((vm) => vm.wanted && vm.state !== 'leaving' && vm.state !== 'failed'),
  ])
