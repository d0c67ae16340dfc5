import { choosePublicIp, PrivatePoolReader } from './choose-for-nic'
import { pooledOf } from './config-parts'
import type { BegunOperation, Decision } from './decision'
import { digestOfList, hexOf } from './digest'
import { DraftAddresses } from './draft-addresses'
import { DraftPublicIps } from './draft-public-ips'
import { ExplanationBook } from './explanation'
import type { Group, NicConfig, PooledConfig } from './group'
import type { VmOperationKind } from './operation'
import { type Cause, type Change, disruptionOf, type Plan, type Warning } from './plan'
import { isWantedVm, nicOf, type PooledVm, publicIpIdOf, type VmNic, withNic } from './pooled-vm'
import type { Sliced } from './slices'
import type { World } from './world'

/** As a plan tells it and its digest knows it: two plans that choose the same are the same plan. */
const unexplained = (nic: VmNic): VmNic => {
  const { whyId: _, ...privateIp } = nic.private
  if (nic.public.kind === 'none' || nic.public.kind === 'undecided') return { ...nic, private: privateIp }
  const { whyId: __, ...publicIp } = nic.public
  return { ...nic, private: privateIp, public: publicIp }
}

/**
 * The working copy of a pooled group in which a decision takes shape, as `PlanDraft` is of a stateful one. It keeps the
 * books: no rule can take an address without a change in the plan, or the other way round.
 */
export class VmDraft {
  readonly changes: Change[] = []
  readonly warnings: Warning[] = []
  group: Group
  private readonly rows: Map<string, PooledVm>
  private readonly touched = new Set<string>()
  private readonly addresses: DraftAddresses
  private readonly publicIps: DraftPublicIps
  private readonly pools = new Map<string, PrivatePoolReader>()
  private readonly begun: BegunOperation[] = []
  private readonly dynamic = new Map<string, { nic: string; pool: 'private' | 'public'; count: number }>()
  private readonly book: ExplanationBook
  private nextOrdinal: number

  constructor(
    readonly world: World,
    readonly seed: number,
  ) {
    this.group = world.group
    this.book = new ExplanationBook(world.group, seed)
    this.addresses = new DraftAddresses(world, world.group.config)
    this.publicIps = new DraftPublicIps(world)
    this.nextOrdinal = world.group.nextOrdinal
    this.rows = new Map(world.vms.map((vm) => [vm.id, vm]))
  }

  get config(): PooledConfig {
    return pooledOf(this.group.config)
  }

  configure(config: PooledConfig): void {
    this.group = { ...this.group, config }
    this.addresses.configure(config)
    this.pools.clear()
  }

  all(): PooledVm[] {
    return [...this.rows.values()]
  }

  /** Those that count towards target, oldest first. */
  wanted(): PooledVm[] {
    return this.all().filter(isWantedVm)
  }

  vm(id: string): PooledVm | undefined {
    return this.rows.get(id)
  }

  change(id: string, into: Partial<PooledVm>): PooledVm {
    const before = this.rows.get(id)
    if (!before) throw new Error(`no VM ${id} in the world of this plan`)
    const moved = into.state !== undefined && into.state !== before.state
    const after = { ...before, ...into, ...(moved ? { stateSince: this.world.now } : {}) }
    this.rows.set(id, after)
    this.touched.add(id)
    return after
  }

  /** Z5, Z6: a VM with what its interfaces take; in a zonal group the public IPs wait for the market's choice. */
  createVm(cause: Cause, replacesId: string | null): void {
    const ordinal = this.nextOrdinal++
    const id = `vmi-${hexOf(12, this.group.id, ordinal, this.seed)}`
    const { interfaces, zones } = this.config.persistence
    const primaryFirst = [...interfaces].sort((a, b) => Number(b.primary) - Number(a.primary))
    const nics = primaryFirst.map((nic): VmNic => {
      const { name, primary, subnetId } = nic
      const privateIp = this.takePrivateIp(id, nic)
      const bare: VmNic = {
        ...{ name, primary, subnetId, interfaceId: null, private: privateIp },
        public: nic.publicIp ? { kind: 'undecided' } : { kind: 'none' },
      }
      return nic.publicIp && zones.length === 0 ? { ...bare, public: this.takePublicIp(id, nic, null) } : bare
    })
    const vm: PooledVm = {
      ...{ id, groupId: this.group.id, ordinal, state: 'launching', wanted: true, replacesId },
      ...{ zone: null, machineId: null, machineCount: 0, nics, reason: null, drift: null },
      failedReleases: 0,
      ...{ stateSince: this.world.now, createdAt: this.world.now },
    }
    this.rows.set(id, vm)
    this.touched.add(id)
    this.changes.push({ kind: 'create-vm', vmId: id, cause, replacesId, nics: nics.map(unexplained) })
    this.begin(id, 'launch-vm', false)
  }

  /** Z6: the zone is known, so is what fits. */
  choosePublicIps(id: string): void {
    const before = this.rows.get(id)
    for (const nic of before?.nics ?? []) {
      if (nic.public.kind !== 'undecided' || !before) continue
      const config = this.config.persistence.interfaces.find((one) => one.name === nic.name)
      const chosen = config?.publicIp
        ? this.takePublicIp(id, config, before.zone)
        : // The interface lost its public IP by an edit while the VM was being launched.
          ({ kind: 'none' } as const)
      const told = unexplained({ ...nic, public: chosen }).public
      this.changes.push({
        kind: 'choose-public-ip',
        vmId: id,
        nic: nic.name,
        zone: before.zone,
        chosen: told,
      })
      this.change(id, withNic(this.rows.get(id) as PooledVm, nic.name, { public: chosen }))
    }
    this.begin(id, 'address-vm', false)
  }

  /** Drift: the public IP of one interface is associated while the VM runs on. */
  associate(id: string, nic: string): void {
    this.change(id, { state: 'placed', reason: null })
    this.begin(id, 'associate-vm', false, nic)
  }

  /** Drift: what one interface has lost is let go. */
  forgetPublicIp(id: string, nicName: string): void {
    const before = this.rows.get(id) as PooledVm
    const publicIpId = publicIpIdOf(nicOf(before, nicName))
    if (publicIpId === null) return
    this.publicIps.release(publicIpId)
    this.change(id, withNic(before, nicName, { public: { kind: 'none' } }))
  }

  /** Drift: another public IP for one interface, chosen as at launch (Z6), of the configuration as it is in this draft. */
  chooseAnew(id: string, nicName: string): void {
    const before = this.rows.get(id) as PooledVm
    const config = this.config.persistence.interfaces.find((one) => one.name === nicName)
    // Chosen before the lost one is let go, or that would be the first that is free.
    const chosen = config?.publicIp ? this.takePublicIp(id, config, before.zone) : ({ kind: 'none' } as const)
    this.forgetPublicIp(id, nicName)
    const { zone } = before
    const told = unexplained({ ...nicOf(before, nicName), public: chosen }).public
    this.changes.push({ kind: 'choose-public-ip', vmId: id, nic: nicName, zone, chosen: told })
    this.change(id, withNic(this.rows.get(id) as PooledVm, nicName, { public: chosen }))
  }

  /** Z7: its machine and interfaces go, then what it borrowed is let go. */
  removeVm(id: string, cause: Cause): void {
    const before = this.rows.get(id) as PooledVm
    this.changes.push({ kind: 'remove-vm', vmId: id, cause, nics: before.nics })
    this.change(id, { state: 'leaving', wanted: false, reason: null })
    this.begin(id, 'remove-vm', before.state === 'leaving')
  }

  /** One whose launch failed has nothing left in the cloud: it goes at once, with what it had claimed. */
  removeFailed(id: string, cause: Cause): void {
    const before = this.rows.get(id) as PooledVm
    this.changes.push({ kind: 'remove-vm', vmId: id, cause, nics: before.nics })
    for (const nic of before.nics) {
      const { subnetId, private: privateIp } = nic
      if (privateIp.address) this.addresses.release({ subnetId, address: privateIp.address })
      if (nic.public.kind === 'pool') this.publicIps.release(nic.public.publicIpId)
    }
    this.change(id, { state: 'gone', wanted: false })
  }

  addressOf(publicIpId: string): string {
    return this.publicIps.addressOf(publicIpId)
  }

  *done(): Sliced<Decision> {
    const { seq } = this.world
    for (const { nic, pool, count } of this.dynamic.values())
      this.warnings.push({ kind: 'pool-exhausted', nic, pool, count })
    const leaveLater = this.leaveLater()
    const plan: Plan = {
      groupId: this.group.id,
      groupName: this.config.name,
      cloud: this.config.cloud,
      seed: this.seed,
      seen: { seq, groupVersion: this.world.group.version },
      digest: yield* digestOfList(
        this.changes,
        leaveLater,
        this.warnings.map((warning) => warning.kind),
      ),
      changes: this.changes,
      warnings: this.warnings,
      disruption: leaveLater.length > 0 ? 'terminates' : disruptionOf(this.changes),
      instances: [],
      vms: this.all().filter((vm) => vm.state !== 'gone'),
      leaveLater,
    }
    return {
      plan,
      group: { ...this.group, nextOrdinal: this.nextOrdinal, version: this.world.group.version + 1 },
      changed: [],
      changedVms: this.all().filter((vm) => this.touched.has(vm.id)),
      allocated: this.addresses.allocated,
      released: this.addresses.released,
      adopted: [],
      publicTaken: this.publicIps.taken,
      publicReleased: [...this.publicIps.released],
      begun: this.begun,
      explained: this.book.kept,
    }
  }

  /** Let go by this draft, and in none of its changes: they leave at the end of their launch, or when another runs. */
  private leaveLater(): string[] {
    return this.world.vms.flatMap(({ id, wanted }) => {
      const after = this.rows.get(id)
      return wanted && after?.wanted === false && after.state !== 'leaving' && after.state !== 'gone'
        ? id
        : []
    })
  }

  private takePrivateIp(vmId: string, nic: NicConfig): VmNic['private'] {
    const pool = this.poolOf(nic)
    const { chosen, because } = pool.next(this.addresses)
    const whyId = this.book.keep(because)
    if (chosen.kind === 'pool') {
      const { id: groupId, config } = this.group
      this.addresses.take(vmId, { subnetId: nic.subnetId, address: chosen.address }, whyId)
      pool.took(chosen.address, { kind: 'instance', instanceId: vmId, groupId, groupName: config.name })
    } else if (nic.privateIpPool.length > 0) this.countDynamic(nic.name, 'private')
    return { ...chosen, whyId }
  }

  private takePublicIp(vmId: string, nic: NicConfig, zone: string | null): VmNic['public'] {
    const { chosen, because } = choosePublicIp(this.publicIps, nic, { config: this.config, zone })
    const whyId = because ? this.book.keep(because) : ''
    const publicIpId = publicIpIdOf({ public: chosen })
    if (publicIpId !== null) this.publicIps.take(publicIpId, vmId, whyId)
    else if (nic.publicIpPool.length > 0) this.countDynamic(nic.name, 'public')
    return because ? ({ ...chosen, whyId } as VmNic['public']) : chosen
  }

  private countDynamic(nic: string, pool: 'private' | 'public'): void {
    const key = `${pool} ${nic}`
    const known = this.dynamic.get(key)
    if (known) known.count += 1
    else this.dynamic.set(key, { nic, pool, count: 1 })
  }

  private poolOf(nic: NicConfig): PrivatePoolReader {
    let reader = this.pools.get(nic.name)
    if (!reader) {
      reader = new PrivatePoolReader(nic)
      this.pools.set(nic.name, reader)
    }
    return reader
  }

  private begin(instanceId: string, kind: VmOperationKind, afterFailure: boolean, nic?: string): void {
    const oldMachineId = kind === 'remove-vm' ? (this.rows.get(instanceId)?.machineId ?? null) : null
    const of = nic === undefined ? {} : { nic }
    this.begun.push({ instanceId, kind, oldMachineId, keepInterface: false, afterFailure, ...of })
  }
}
