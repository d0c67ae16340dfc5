import type { Cloud, CloudAnswer, CloudError, Clouds } from '@/lib/allocation/ports/cloud'
import { localSimulatedAzure } from '@/lib/cloud/simulated/azure/cloud'
import { localSimulatedCloud } from '@/lib/cloud/simulated/cloud'
import { localSimulatorControl, type SimulatorControl } from '@/lib/cloud/simulated/control'
import { openWorld } from '@/lib/cloud/simulated/world'
import { seededRandom } from '@/lib/domain/allocate'
import type { FailingStep, Scenario } from '@/lib/domain/drill'
import { fillWorld } from './fill-world'
import type { VirtualTime } from './virtual-time'
import type { WorldCopy } from './world-copy'

/** Calls that the copied cloud refused, all of one sort together. */
export type Refused = {
  readonly step: FailingStep
  readonly kind: CloudError['kind']
  readonly code: string
  /** Where the machine was to be; null where that is any of several, or does not matter. */
  readonly zone: string | null
  readonly subnetId: string | null
  /** One of the errors that the scenario asks for. */
  readonly rehearsed: boolean
  readonly firstMs: number
  lastMs: number
  calls: number
  /** What they were for: instances, interfaces, machines. */
  readonly of: Set<string>
}

export type DrillClouds = {
  readonly clouds: Clouds
  refused(): readonly Refused[]
  /** Takes these machines, and the capacity of the scenario's zones; from now on its refusals begin. */
  strike(machineIds: readonly string[]): Promise<void>
  /** The zones have capacity again. */
  giveBack(): Promise<void>
  close(): void
}

/** How long one of Azure's long-running operations takes, milliseconds: about what a NIC takes there. */
const OPERATION_MS = 1_000

/**
 * The clouds of a drill: the simulated ones, opened in memory for it alone and loaded with the copy. They are called in
 * this process and by no address, so nothing that a drill does can reach a cloud, simulated or not, that anybody else
 * knows; the ids in it are copies, and no call of it carries a way out.
 */
export async function openClouds(
  copy: WorldCopy,
  {
    scenario,
    time,
    seed,
  }: { readonly scenario: Scenario; readonly time: VirtualTime; readonly seed: number },
): Promise<DrillClouds> {
  const { startSeconds, stopSeconds } = scenario
  const world = openWorld({
    ...{ file: ':memory:', now: time.nowMs, random: seededRandom(seed) },
    timing: { startMs: startSeconds * 1_000, stopMs: stopSeconds * 1_000, operationMs: OPERATION_MS },
  })
  const control = localSimulatorControl(world)
  await fillWorld(copy, { world, control, turn: time.turn })
  const gate = new Gate(copy, scenario, time)
  return {
    clouds: {
      aws: gate.before(localSimulatedCloud(world, time.wait)),
      azure: gate.before(localSimulatedAzure(world, time.wait)),
    },
    refused: () => [...gate.refused.values()],
    async strike(machineIds) {
      gate.shut()
      await must(control.interrupt({ machineIds }))
      await setCapacity(control, scenario.zones, false)
      await must(control.setMarket({ seed: seed % 2 ** 31 }))
    },
    async giveBack() {
      gate.open()
      await setCapacity(control, scenario.zones, true)
    },
    close: () => world.close(),
  }
}

/** Azure's market knows its own zones; those of AWS are the gate's. */
async function setCapacity(
  control: SimulatorControl,
  zones: readonly string[],
  capacity: boolean,
): Promise<void> {
  const numbered = zones.filter((zone) => AZURE_ZONE.test(zone))
  if (numbered.length > 0)
    await must(control.setMarket({ zones: Object.fromEntries(numbered.map((zone) => [zone, { capacity }])) }))
}

const AZURE_ZONE = /^[123]$/

/** The control of a world in this process refuses nothing that is asked for in its own words. */
async function must(done: CloudAnswer<unknown>): Promise<void> {
  const answer = await done
  if (!answer.ok) throw new Error(`the copied cloud could not be set: ${answer.refusal.message}`)
}

/** Stands before a copied cloud: refuses what the scenario refuses, and notes every refusal. */
class Gate {
  readonly refused = new Map<string, Refused>()
  private struckAt: number | null = null
  private closed = false
  /** The subnet of each interface, and the zone of each subnet. */
  private readonly subnets = new Map<string, string>()
  private readonly zones: ReadonlyMap<string, string | null>

  constructor(
    copy: WorldCopy,
    private readonly scenario: Scenario,
    private readonly time: VirtualTime,
  ) {
    this.zones = new Map(copy.subnets.map(({ subnet }) => [subnet.id, subnet.zone]))
    for (const { instances } of copy.groups)
      for (const { interfaceId, subnetId } of instances)
        if (interfaceId && subnetId) this.subnets.set(interfaceId, subnetId)
  }

  shut(): void {
    this.struckAt = this.time.nowMs()
    this.closed = true
  }

  open(): void {
    this.closed = false
  }

  before(cloud: Cloud): Cloud {
    return {
      ...cloud,
      createInterface: (wanted) =>
        this.pass('create-interface', { of: wanted.instanceId, subnetId: wanted.subnetId }, async () => {
          const made = await cloud.createInterface(wanted)
          if (made.ok) this.subnets.set(made.value.interfaceId, wanted.subnetId)
          return made
        }),
      launchMachine: (wanted) => {
        const subnetId = this.subnets.get(wanted.interfaceIds[0] ?? '') ?? null
        const zone = subnetId === null ? null : (this.zones.get(subnetId) ?? null)
        const place = { of: wanted.instanceId, zone, zones: wanted.zones }
        return this.pass('launch', place, () => cloud.launchMachine(wanted))
      },
      terminateMachine: (id) => this.pass('terminate', { of: id }, () => cloud.terminateMachine(id)),
      associatePublicIp: (wanted) =>
        this.pass('associate-public-ip', { of: wanted.interfaceId }, () => cloud.associatePublicIp(wanted)),
      disassociatePublicIp: (wanted) =>
        this.pass('disassociate-public-ip', { of: wanted.interfaceId }, () =>
          cloud.disassociatePublicIp(wanted),
        ),
      createPublicIp: (wanted) =>
        this.pass('create-public-ip', { of: wanted.instanceId }, () => cloud.createPublicIp(wanted)),
      deletePublicIp: (id) => this.pass('delete-public-ip', { of: id }, () => cloud.deletePublicIp(id)),
      deleteInterface: (id) => this.pass('delete-interface', { of: id }, () => cloud.deleteInterface(id)),
    }
  }

  /** One call takes a turn: what else is due, and whoever asks the server, goes in between. */
  private async pass<T>(step: FailingStep, of: Subject, call: () => CloudAnswer<T>): CloudAnswer<T> {
    await this.time.turn()
    const rehearsed = this.refusalFor(step, of)
    const answer = rehearsed ? ({ ok: false, refusal: rehearsed } as const) : await call()
    if (!answer.ok) this.note(step, of, answer.refusal)
    return answer
  }

  /** Sixty thousand refusals of an hour without capacity are one line of the report. */
  private note(step: FailingStep, { of, subnetId, zone = null, zones }: Subject, error: CloudError): void {
    const where = zone ?? (zones?.length === 1 ? (zones[0] ?? null) : null)
    const { kind, code } = error
    const now = this.time.nowMs()
    const key = [step, code, where, subnetId].join('\n')
    const known: Refused = this.refused.get(key) ?? {
      ...{ step, kind, code, zone: where, subnetId: subnetId ?? null, rehearsed: error === REHEARSED },
      ...{ firstMs: now, lastMs: now, calls: 0, of: new Set<string>() },
    }
    known.calls++
    known.lastMs = now
    known.of.add(of)
    this.refused.set(key, known)
  }

  private refusalFor(step: FailingStep, { zone = null }: Subject): CloudError | null {
    const { failing, zones } = this.scenario
    const since = this.struckAt === null ? null : this.time.nowMs() - this.struckAt
    if (failing?.step === step && since !== null && since < failing.minutes * 60_000) return REHEARSED
    return step === 'launch' && this.closed && zone !== null && zones.includes(zone)
      ? noCapacityIn(zone)
      : null
  }
}

type Subject = {
  readonly of: string
  readonly subnetId?: string
  /** Of the machine's subnet; in a cloud where that says none, those it may be in. */
  readonly zone?: string | null
  readonly zones?: readonly string[]
}

const REHEARSED: CloudError = {
  kind: 'transient',
  code: 'RehearsedError',
  message: 'The cloud could not do it, as the scenario says.',
}

const noCapacityIn = (zone: string): CloudError => ({
  kind: 'capacity',
  code: 'InsufficientInstanceCapacity',
  message: `There is no capacity in zone ${zone}.`,
})
