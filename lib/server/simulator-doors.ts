import { z } from 'zod'
import type { CloudError } from '@/lib/allocation/ports'
import type { ActionResult } from '@/lib/api/action-result'
import type { SimulatorView } from '@/lib/api/views/simulator'
import { CLOUD_OPERATIONS } from '@/lib/cloud/simulated/settings'
import { formatAddress, parseAddress } from '@/lib/domain/address'
import { refuse } from '@/lib/domain/result'
import { type Answered, act } from './action'
import type { Holdfast } from './compose'

const id = z.string().min(1).max(128)

export async function readSimulator(hold: Holdfast): Promise<SimulatorView> {
  const overview = await hold.control.overview()
  if (!overview.ok) return { ...UNREACHABLE, url: hold.simulatorUrl }
  const { machines, zones, faults, timing } = overview.value
  const groups = await hold.store.reads.groups()
  const instances = (await Promise.all(groups.map((group) => hold.store.reads.instances(group.id)))).flat()
  const byId = new Map(instances.map((row) => [row.instance.id, row.instance]))
  const nameOf = new Map(groups.map((group) => [group.id, group.name]))
  return {
    reachable: true,
    url: hold.simulatorUrl,
    machines: machines.map((machine) => {
      const instance = machine.instanceId ? byId.get(machine.instanceId) : undefined
      return {
        id: machine.id,
        state: machine.state,
        zone: machine.zone ?? 'no zone',
        instanceId: machine.instanceId,
        groupId: instance?.groupId ?? null,
        groupName: instance ? (nameOf.get(instance.groupId) ?? null) : null,
        address: instance?.address ? formatAddress(instance.address) : null,
        interfaceId: machine.interfaceId,
        since: machine.since,
      }
    }),
    zones: zones.map(({ zone, running }) => ({ zone, running })),
    interfaces: instances.flatMap(({ instance }) =>
      instance.interfaceId && instance.subnetId && instance.address
        ? [
            {
              id: instance.interfaceId,
              subnetId: instance.subnetId,
              address: formatAddress(instance.address),
              status: instance.machineId ? 'in-use' : 'available',
              instanceId: instance.id,
              description: nameOf.get(instance.groupId) ?? '',
            },
          ]
        : [],
    ),
    faults: faults.flatMap((fault) =>
      fault.effect === 'delay'
        ? []
        : [
            {
              operation: fault.operation,
              effect: fault.effect,
              code: fault.code ?? null,
              remaining: fault.remaining,
              probability: fault.probability,
            },
          ],
    ),
    timing: { startMs: timing.startMs, stopMs: timing.stopMs, callMs: timing.delaysMs['*'] ?? 0 },
    operations: ['*', ...CLOUD_OPERATIONS],
  }
}

const UNREACHABLE: Omit<SimulatorView, 'url'> = {
  reachable: false,
  machines: [],
  zones: [],
  interfaces: [],
  faults: [],
  timing: { startMs: 0, stopMs: 0, callMs: 0 },
  operations: [],
}

const cloudRefusal = (operation: string, error: CloudError) =>
  refuse({ kind: 'cloud' as const, operation, code: error.code, message: error.message.replace(/\.$/, '') })

/** What the simulator did is looked at at once, not at the next turn of the loop. */
async function looked<T>(hold: Holdfast, answered: Answered<T>): Promise<Answered<T>> {
  if (answered.ok) {
    await hold.engine.observe()
    await hold.engine.refresh()
  }
  return answered
}

export function interruptMachines(machineIds: unknown): Promise<ActionResult<{ interrupted: number }>> {
  return act(
    z.array(id).min(1, 'Choose at least one machine.').max(10_000),
    machineIds,
    async (hold, parsed) => {
      const done = await hold.control.interrupt({ machineIds: parsed })
      if (!done.ok) return cloudRefusal('the interruption', done.refusal)
      return looked(hold, { ok: true, ...interrupted(done.value.interrupted.length) })
    },
  )
}

const interrupted = (n: number) => ({
  value: { interrupted: n },
  message:
    n === 1 ? 'One machine is being reclaimed.' : `${n.toLocaleString('en')} machines are being reclaimed.`,
})

const shareInput = z.object({ zone: z.string().max(64), share: z.number().min(0).max(1) })

export function interruptShare(
  zone: unknown,
  share: unknown,
): Promise<ActionResult<{ interrupted: number }>> {
  return act(shareInput, { zone, share }, async (hold, parsed) => {
    const seed = hold.engine.allocation.surroundings.seed()
    const done = await hold.control.interruptShare({ zone: parsed.zone || null, share: parsed.share, seed })
    if (!done.ok) return cloudRefusal('the interruption', done.refusal)
    return looked(hold, { ok: true, ...interrupted(done.value.interrupted.length) })
  })
}

export function deleteInterface(interfaceId: unknown): Promise<ActionResult<null>> {
  return act(id, interfaceId, async (hold, parsed) => {
    const done = await hold.control.deleteInterface(parsed)
    if (!done.ok) return cloudRefusal('deleting the interface', done.refusal)
    return looked(hold, { ok: true, value: null, message: `${parsed} is deleted behind Holdfast’s back.` })
  })
}

const takeInput = z.object({ subnetId: id, address: z.string().max(64) })

export function takeAddress(
  subnetId: unknown,
  address: unknown,
): Promise<ActionResult<{ interfaceId: string }>> {
  return act(takeInput, { subnetId, address }, async (hold, parsed) => {
    const read = parseAddress(parsed.address.trim())
    if (!read.ok)
      return refuse({
        kind: 'invalid',
        problems: [{ path: 'address', message: `“${parsed.address}” is not an address.` }],
      })
    const done = await hold.control.takeAddress({
      subnetId: parsed.subnetId,
      address: read.value,
      description: 'taken on the simulator page',
    })
    if (!done.ok) return cloudRefusal('taking the address', done.refusal)
    return looked(hold, {
      ok: true,
      value: done.value,
      message: `${parsed.address.trim()} is taken by ${done.value.interfaceId}.`,
    })
  })
}

const faultsInput = z
  .array(
    z.object({
      operation: z.enum(['*', ...CLOUD_OPERATIONS], 'Choose an operation.'),
      effect: z.enum(['error', 'throttle', 'timeout-before', 'timeout-after']),
      code: z.string().trim().max(100).nullable(),
      remaining: z.number().int().min(0).max(1_000_000).nullable(),
      probability: z.number().min(0, 'A probability is 0 to 1.').max(1, 'A probability is 0 to 1.'),
    }),
  )
  .max(100)

export function setFaults(faults: unknown): Promise<ActionResult<SimulatorView>> {
  return act(faultsInput, faults, async (hold, parsed) => {
    const done = await hold.control.setFaults(
      parsed.map(({ code, ...rule }) => ({ ...rule, ...(code ? { code } : {}) })),
    )
    if (!done.ok) return cloudRefusal('setting faults', done.refusal)
    return {
      ok: true,
      value: await readSimulator(hold),
      message: parsed.length === 0 ? 'No faults.' : 'Faults are set.',
    }
  })
}

const milliseconds = z
  .number('Give milliseconds.')
  .int('Give whole milliseconds.')
  .min(0, 'Give 0 or more.')
  .max(600_000, 'Ten minutes at most.')
const timingInput = z.object({ startMs: milliseconds, stopMs: milliseconds, callMs: milliseconds })

export function setTiming(timing: unknown): Promise<ActionResult<SimulatorView>> {
  return act(timingInput, timing, async (hold, { startMs, stopMs, callMs }) => {
    const done = await hold.control.setTiming({
      startMs,
      stopMs,
      delaysMs: callMs > 0 ? { '*': callMs } : {},
    })
    if (!done.ok) return cloudRefusal('setting the timing', done.refusal)
    return { ok: true, value: await readSimulator(hold), message: 'Timing is set.' }
  })
}
