import { advance } from '@/lib/allocation/advance'
import { recordDecision } from '@/lib/allocation/record'
import type { Advanced, StepOutcome } from '@/lib/allocation/step-outcome'
import { type Address, formatAddress } from '@/lib/domain/address'
import { AddressSet } from '@/lib/domain/address-set'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { wordsOf } from '@/lib/domain/cloud-words'
import { publicIpPoolOf } from '@/lib/domain/config-parts'
import { decide, unborn } from '@/lib/domain/decide'
import type { Decision } from '@/lib/domain/decision'
import type { GroupConfig } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import type { Operation } from '@/lib/domain/operation'
import { isWait } from '@/lib/domain/operation-steps'
import { eachMember } from '@/lib/domain/pool'
import { poolOf } from '@/lib/domain/pool-members'
import { toRangeSet } from '@/lib/domain/ranges'
import type { Refusal } from '@/lib/domain/refusal'
import type { Result } from '@/lib/domain/result'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { primaryCidr, type Subnet, subnetOf } from '@/lib/domain/subnet'
import type { PublicIpSnapshot, Resting, SubnetSnapshot, World } from '@/lib/domain/world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from './worlds'

/*
 * A world of one group without store and cloud: what `decide` answers is applied to plain maps, and cloud work is
 * completed step by step, at once or later, as the caller says. For tables and properties of the rules alone.
 */

export const START = '2026-11-03T09:00:00.000Z'

type Place = { readonly subnetId: string; readonly address: Address }

export class PureWorld {
  readonly foreign: Place[] = []
  readonly pending: Operation[] = []
  /** Rows of the group as they stand. */
  private group
  private instances = new Map<string, StatefulInstance>()
  private resting: (Resting & Place)[] = []
  private seq = 1
  private ids = 0
  private clock = Date.parse(START)

  constructor(
    readonly subnets: readonly Subnet[] = [SUBNETS.edgeA],
    config: GroupConfig = groupConfig({ subnetIds: subnets.map((one) => one.id) }),
  ) {
    this.group = unborn('sig-000000000001', config, START)
  }

  pass(seconds: number): void {
    this.clock += seconds * 1000
  }

  get now(): string {
    return new Date(this.clock).toISOString()
  }

  /** Everything, deallocated instances left out, by ordinal. */
  list(): readonly StatefulInstance[] {
    return [...this.instances.values()].sort((a, b) => a.ordinal - b.ordinal)
  }

  world(): World {
    return {
      seq: this.seq,
      now: this.now,
      group: this.group,
      instances: this.list(),
      vms: [],
      subnets: new Map(this.subnets.map((subnet) => [subnet.id, this.snapshotOf(subnet)])),
      publicIps: new Map(PUBLIC_IPS.map((one) => [one.id, this.publicIpOf(one)])),
    }
  }

  /** Decides, and where that is no refusal makes it a fact; the cloud work waits in `pending`. */
  ask(intent: Intent, seed = 1): Result<Decision, Refusal> {
    const world = this.world()
    const decided = decide(world, seed, intent)
    if (decided.ok) this.apply(world, decided.value)
    return decided
  }

  private apply(world: World, decision: Decision): void {
    const commit = recordDecision(world, decision, {
      requestId: 'req',
      actor: 'operator',
      request: null,
      newId: (digits) => (++this.ids).toString(16).padStart(digits, '0'),
    })
    this.seq += Math.max(1, commit.events.length)
    this.group = decision.group
    for (const place of commit.released) this.rest(place)
    for (const { subnetId, address } of commit.allocated)
      this.resting = this.resting.filter((one) => one.subnetId !== subnetId || !same(one.address, address))
    for (const instance of commit.instances) this.put(instance)
    this.pending.push(...commit.operations)
  }

  /** One step of the n-th pending operation goes as `outcome` says; without one it succeeds. */
  step(n = 0, outcome?: StepOutcome): Advanced | null {
    const operation = this.pending[n]
    const instance = operation && this.instances.get(operation.instanceId)
    if (!operation || !instance) return null
    const whole = operation.steps.length === 0 ? { ...operation, steps: ['await-gone' as const] } : operation
    const next = advance(whole, instance, outcome ?? this.success(whole), {
      now: this.now,
      retry: { firstDelay: 10, longestDelay: 100, attempts: 3 },
      words: wordsOf(this.group.config.cloud),
    })
    if (next.releaseAddress && instance.subnetId && instance.address)
      this.rest({ subnetId: instance.subnetId, address: instance.address, restsUntil: this.restEnd() })
    this.put(next.instance)
    this.group = { ...this.group, version: this.group.version + 1 }
    this.seq += Math.max(1, next.events.length)
    if (next.operation.state === 'running') this.pending[n] = next.operation
    else this.pending.splice(n, 1)
    return next
  }

  /** Carries everything out, and what settling begins after it. */
  finish(): void {
    for (let round = 0; round < 1000; round++) {
      while (this.pending.length > 0) this.step(0)
      this.ask({ kind: 'settle' })
      if (this.pending.length === 0) return
    }
    throw new Error('the work never ends')
  }

  private success(operation: Operation): StepOutcome {
    const step = operation.steps[operation.cursor]
    if (!step || isWait(step)) return { ok: true }
    const id = (++this.ids).toString(16).padStart(17, '0')
    if (step === 'create-interface') return { ok: true, interfaceId: `eni-${id}` }
    return step === 'launch' ? { ok: true, machineId: `i-${id}` } : { ok: true }
  }

  private put(instance: StatefulInstance): void {
    if (instance.state === 'deallocated') this.instances.delete(instance.id)
    else this.instances.set(instance.id, instance)
  }

  private rest({ subnetId, address, restsUntil }: Place & { readonly restsUntil: string | null }): void {
    if (restsUntil) this.resting.push({ subnetId, address, until: restsUntil, groupId: this.group.id })
  }

  private restEnd(): string {
    return new Date(this.clock + this.group.config.coolingSeconds * 1000).toISOString()
  }

  private snapshotOf(subnet: Subnet): SubnetSnapshot {
    const cidr = primaryCidr(subnet)
    const mine = this.list().flatMap((one) => (one.address ? [one.address] : []))
    const foreign = this.foreign.filter((one) => one.subnetId === subnet.id).map((one) => one.address)
    const members = this.group.version === 0 ? [] : [...eachMember(toRangeSet(poolOf(this.group.config)))]
    const pooled = members.filter((member) => subnetOf([subnet], member) !== null)
    const resting = this.resting.filter((one) => one.subnetId === subnet.id && one.until > this.now)
    const held = AddressSet.of(cidr, [...mine, ...foreign])
    const taken = [...mine, ...foreign, ...pooled, ...resting.map((one) => one.address)]
    return {
      subnet,
      held,
      pooled: AddressSet.of(cidr, pooled),
      unavailable: AddressSet.of(cidr, taken, cloudRules[subnet.cloud].reservedIn(cidr)),
      resting,
    }
  }

  private publicIpOf(publicIp: PublicIpSnapshot['publicIp']): PublicIpSnapshot {
    const holder = this.list().find((one) => one.publicIpId === publicIp.id)
    const { id, config } = this.group
    return {
      publicIp,
      poolGroupId: publicIpPoolOf(config).includes(publicIp.id) ? id : null,
      holder: holder
        ? { kind: 'instance', instanceId: holder.id, groupId: id, groupName: config.name }
        : publicIp.association && {
            kind: 'foreign',
            interfaceId: publicIp.association.interfaceId,
            machineId: null,
            description: 'theirs',
          },
    }
  }
}

const same = (a: Address, b: Address): boolean => formatAddress(a) === formatAddress(b)
