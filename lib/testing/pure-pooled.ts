import { advanceVm } from '@/lib/allocation/advance-vm'
import { recordDecision } from '@/lib/allocation/record'
import type { StepOutcome } from '@/lib/allocation/step-outcome'
import type { AdvancedVm } from '@/lib/allocation/vm-outcome'
import { type Address, address, formatAddress } from '@/lib/domain/address'
import { AddressSet } from '@/lib/domain/address-set'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { wordsOf } from '@/lib/domain/cloud-words'
import { publicIpPoolOf } from '@/lib/domain/config-parts'
import { decide, unborn } from '@/lib/domain/decide'
import type { Decision } from '@/lib/domain/decision'
import type { Group, PooledConfig } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import { kindOf, nicOfStep, type Operation } from '@/lib/domain/operation'
import { isWait } from '@/lib/domain/operation-steps'
import { eachMember } from '@/lib/domain/pool'
import { poolOf } from '@/lib/domain/pool-members'
import { nicOf, type PooledVm, publicIpIdOf } from '@/lib/domain/pooled-vm'
import { toRangeSet } from '@/lib/domain/ranges'
import type { Refusal } from '@/lib/domain/refusal'
import type { Result } from '@/lib/domain/result'
import { isReserved, type PublicIp, primaryCidr, type Subnet, subnetOf } from '@/lib/domain/subnet'
import type { PublicIpSnapshot, SubnetSnapshot, World } from '@/lib/domain/world'

/*
 * A world of one pooled group without store and cloud: what `decide` answers is applied to plain maps, and cloud work
 * is completed step by step, at once or later, as the caller says. The cloud gives the lowest free address as a dynamic
 * one, and its market chooses the zones that `market` says, in turn.
 */

export const POOLED_START = '2026-11-03T09:00:00.000Z'

export class PurePooledWorld {
  /** Addresses of other people's interfaces, by subnet. */
  readonly foreign: { readonly subnetId: string; readonly address: Address }[] = []
  /** Public IPs that other people's interfaces have. */
  readonly foreignPublic = new Set<string>()
  readonly pending: Operation[] = []
  readonly publicIps = new Map<string, PublicIp>()
  /** Zones that the market chooses, in turn; at the end the last one again. */
  market: (string | null)[] = [null]
  private group: Group
  private readonly vms = new Map<string, PooledVm>()
  private seq = 1
  private ids = 0
  private clock = Date.parse(POOLED_START)

  constructor(
    readonly subnets: readonly Subnet[],
    readonly config: PooledConfig,
    publicIps: readonly PublicIp[] = [],
  ) {
    this.group = unborn('sig-0000000000a1', config, POOLED_START)
    for (const one of publicIps) this.publicIps.set(one.id, one)
  }

  taken(subnet: Subnet, ...texts: string[]): this {
    for (const text of texts) this.foreign.push({ subnetId: subnet.id, address: address(text) })
    return this
  }

  pass(seconds: number): void {
    this.clock += seconds * 1000
  }

  get now(): string {
    return new Date(this.clock).toISOString()
  }

  get state(): Group {
    return this.group
  }

  list(): readonly PooledVm[] {
    return [...this.vms.values()].sort((a, b) => a.ordinal - b.ordinal)
  }

  world(): World {
    return {
      ...{ seq: this.seq, now: this.now, group: this.group, instances: [], vms: this.list() },
      subnets: new Map(this.subnets.map((subnet) => [subnet.id, this.snapshotOf(subnet)])),
      publicIps: new Map([...this.publicIps.values()].map((one) => [one.id, this.publicIpOf(one)])),
    }
  }

  /** Decides, and where that is no refusal makes it a fact; the cloud work waits in `pending`. */
  ask(intent: Intent, seed = 1): Result<Decision, Refusal> {
    const world = this.world()
    const decided = decide(world, seed, intent)
    if (decided.ok) this.apply(world, decided.value)
    return decided
  }

  create(): this {
    const created = this.ask({ kind: 'create', config: this.config, resumePool: false })
    if (!created.ok) throw new Error(JSON.stringify(created.refusal))
    return this
  }

  private apply(world: World, decision: Decision): void {
    const commit = recordDecision(world, decision, {
      ...{ requestId: 'req', actor: 'operator', request: null },
      newId: (digits) => (++this.ids).toString(16).padStart(digits, '0'),
    })
    this.seq += Math.max(1, commit.events.length)
    this.group = decision.group
    for (const vm of commit.vms) this.put(vm)
    this.pending.push(...commit.operations)
  }

  /** One step of the n-th pending operation goes as `outcome` says; without one it succeeds. */
  step(n = 0, outcome?: StepOutcome): AdvancedVm | null {
    const operation = this.pending[n]
    const vm = operation && this.vms.get(operation.instanceId)
    if (!operation || !vm) return null
    const next = advanceVm(operation, vm, outcome ?? this.success(operation, vm), {
      now: this.now,
      retry: { firstDelay: 10, longestDelay: 100, attempts: 3 },
      words: wordsOf(this.group.config.cloud),
      config: this.group.config,
    })
    this.put(next.vm)
    for (const made of next.publicCreated) this.publicIps.set(made.id, made)
    for (const id of next.publicDeleted) this.publicIps.delete(id)
    this.group = { ...this.group, version: this.group.version + 1 }
    this.seq += Math.max(1, next.events.length)
    if (next.operation.state === 'running') this.pending[n] = next.operation
    else this.pending.splice(n, 1)
    return next
  }

  /** Carries everything out, in order of its beginning, and what settling begins after it. */
  finish(): this {
    for (let round = 0; round < 1000; round++) {
      while (this.pending.length > 0) this.step(this.nextStep())
      this.ask({ kind: 'settle' })
      if (this.pending.length === 0) return this
    }
    throw new Error('the work never ends')
  }

  /** Static addresses are made before dynamic ones, as `static-first` sees to. */
  private nextStep(): number {
    const isDynamic = (operation: Operation): boolean => {
      const step = operation.steps[operation.cursor]
      const vm = this.vms.get(operation.instanceId)
      const name = step && nicOfStep(step)
      return Boolean(
        vm && name && kindOf(step) === 'create-interface' && nicOf(vm, name).private.kind === 'dynamic',
      )
    }
    const first = this.pending.findIndex((one) => !isDynamic(one))
    const creating = this.pending.findIndex(
      (one) => kindOf(one.steps[one.cursor] ?? 'launch') === 'create-interface' && !isDynamic(one),
    )
    return creating >= 0 ? creating : Math.max(0, first)
  }

  success(operation: Operation, vm: PooledVm): StepOutcome {
    const step = operation.steps[operation.cursor]
    if (!step || isWait(step)) return { ok: true }
    const name = nicOfStep(step)
    const serial = ++this.ids
    if (kindOf(step) === 'launch') {
      const zone = this.market.length > 1 ? this.market.shift() : this.market[0]
      return { ok: true, machineId: `vm-${serial}`, zone: zone ?? null }
    }
    if (name === null) return { ok: true }
    const nic = nicOf(vm, name)
    if (kindOf(step) === 'create-interface')
      return {
        ok: true,
        interfaceId: `nic-${serial}`,
        address: nic.private.address ?? this.lowestFree(nic.subnetId),
      }
    if (kindOf(step) === 'create-public-ip')
      return { ok: true, publicIpId: `dynamic-ip-${serial}`, publicAddress: `52.0.0.${serial % 250}` }
    return { ok: true }
  }

  /** What the cloud gives as a dynamic address. Only interfaces that exist take one from it. */
  private lowestFree(subnetId: string): Address {
    const subnet = this.subnets.find((one) => one.id === subnetId) as Subnet
    const block = primaryCidr(subnet)
    const made = this.list().flatMap((vm) =>
      vm.nics.flatMap((nic) =>
        nic.subnetId === subnetId && nic.interfaceId && nic.private.address
          ? [formatAddress(nic.private.address)]
          : [],
      ),
    )
    const theirs = this.foreign
      .filter((one) => one.subnetId === subnetId)
      .map((one) => formatAddress(one.address))
    const taken = new Set([...made, ...theirs])
    for (let value = block.base; ; value++) {
      const candidate = { family: block.family, value }
      if (!isReserved(subnet, candidate) && !taken.has(formatAddress(candidate))) return candidate
    }
  }

  private put(vm: PooledVm): void {
    if (vm.state === 'gone') this.vms.delete(vm.id)
    else this.vms.set(vm.id, vm)
  }

  private snapshotOf(subnet: Subnet): SubnetSnapshot {
    const block = primaryCidr(subnet)
    const mine = this.list().flatMap((vm) =>
      vm.nics.flatMap((nic) =>
        nic.subnetId === subnet.id && nic.private.address ? [nic.private.address] : [],
      ),
    )
    const theirs = this.foreign.filter((one) => one.subnetId === subnet.id).map((one) => one.address)
    const members = this.group.version === 0 ? [] : [...eachMember(toRangeSet(poolOf(this.group.config)))]
    const pooled = members.filter((member) => subnetOf([subnet], member) !== null)
    return {
      subnet,
      held: AddressSet.of(block, [...mine, ...theirs]),
      pooled: AddressSet.of(block, pooled),
      unavailable: AddressSet.of(
        block,
        [...mine, ...theirs, ...pooled],
        cloudRules[subnet.cloud].reservedIn(block),
      ),
      resting: [],
    }
  }

  private publicIpOf(publicIp: PublicIp): PublicIpSnapshot {
    const { id, config } = this.group
    const holder = this.list().find((vm) => vm.nics.some((nic) => publicIpIdOf(nic) === publicIp.id))
    return {
      publicIp,
      poolGroupId: publicIpPoolOf(config).includes(publicIp.id) ? id : null,
      holder: holder
        ? { kind: 'instance', instanceId: holder.id, groupId: id, groupName: config.name }
        : this.foreignPublic.has(publicIp.id)
          ? { kind: 'foreign', interfaceId: 'nic-theirs', machineId: null, description: 'theirs' }
          : null,
    }
  }
}

/** Addresses of the first interface, static or dynamic, by ordinal: "static 10.0.1.0". */
export const privates = (world: PurePooledWorld, nic = 'eth0'): string[] =>
  world.list().map((vm) => {
    const { kind, address: at } = nicOf(vm, nic).private
    return `${kind === 'pool' ? 'static' : 'dynamic'} ${at ? formatAddress(at) : 'not yet'}`
  })

/** Public IPs of the first interface by ordinal: the member's name, "dynamic", "undecided" or "none". */
export const publics = (world: PurePooledWorld, nic = 'eth0'): string[] =>
  world.list().map((vm) => {
    const chosen = nicOf(vm, nic).public
    return chosen.kind === 'pool'
      ? chosen.publicIpId.slice(chosen.publicIpId.lastIndexOf('/') + 1)
      : chosen.kind
  })
