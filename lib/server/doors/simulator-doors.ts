import { z } from 'zod'
import type { CloudError } from '@/lib/allocation/ports/cloud'
import { recordEvent } from '@/lib/allocation/record-event'
import type { ActionResult } from '@/lib/api/action-result'
import { damageSchema } from '@/lib/api/schemas/damage'
import type { SimulatorView } from '@/lib/api/views/simulator'
import { CLOUD_OPERATIONS, type FaultRuleInput, MANY_OPERATIONS } from '@/lib/cloud/simulated/settings'
import { parseAddress } from '@/lib/domain/address'
import { refuse } from '@/lib/domain/result'
import type { Holdfast } from '@/lib/server/compose'
import { readSimulator } from '@/lib/server/reads/read-simulator'
import { type Answered, act } from './action'

const id = z.string().min(1).max(600)

/** An event stays small, whatever was asked. */
const MOST_TOLD = 50

const cloudRefusal = (operation: string, error: CloudError) =>
  refuse({ kind: 'cloud' as const, operation, code: error.code, message: error.message.replace(/\.$/, '') })

/** What an operator does to the simulated clouds is told before what follows from it. */
const tell = ({ engine }: Holdfast, why: string, after: Record<string, unknown>): Promise<void> =>
  recordEvent(engine.allocation, { kind: 'simulator-changed', why, after })

/** What the simulator did is looked at at once, not at the next turn of the loop. */
async function looked<T>(
  hold: Holdfast,
  answered: Answered<T>,
  after: Record<string, unknown>,
): Promise<Answered<T>> {
  if (answered.ok) {
    await tell(hold, answered.message ?? 'The simulated cloud was changed.', after)
    await hold.engine.observe()
    await hold.engine.check()
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
      const { length } = done.value.interrupted
      return looked(hold, { ok: true, ...interrupted(length) }, { machines: parsed.slice(0, MOST_TOLD) })
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
    return looked(hold, { ok: true, ...interrupted(done.value.interrupted.length) }, parsed)
  })
}

export function deleteInterface(interfaceId: unknown): Promise<ActionResult<null>> {
  return act(id, interfaceId, async (hold, parsed) => {
    const done = await hold.control.deleteInterface(parsed)
    if (!done.ok) return cloudRefusal('deleting the interface', done.refusal)
    const message = `${parsed} is deleted behind Holdfast’s back.`
    return looked(hold, { ok: true, value: null, message }, { deleted: parsed })
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
    return looked(
      hold,
      {
        ok: true,
        value: done.value,
        message: `${parsed.address.trim()} is taken by ${done.value.interfaceId}.`,
      },
      parsed,
    )
  })
}

/** What somebody else does is looked for at once, so that the Drift page has it when it is opened. */
export function damageCloud(damage: unknown): Promise<ActionResult<null>> {
  return act(damageSchema, damage, async (hold, { kind, id: of, address }) => {
    const typed = address?.trim() ?? ''
    if (NEEDS_ADDRESS.has(kind) && !parseAddress(typed).ok)
      return refuse({
        kind: 'invalid',
        problems: [{ path: 'address', message: `“${typed.slice(0, 40)}” is not an address.` }],
      })
    const done =
      kind === 'take-public-ip'
        ? await hold.control.associateElsewhere(of)
        : await hold.control.damage({ kind, id: of, ...(NEEDS_ADDRESS.has(kind) ? { address: typed } : {}) })
    if (!done.ok) return cloudRefusal('the damage', done.refusal)
    const message = 'Done behind Holdfast’s back. Drift shows what it found.'
    return looked(hold, { ok: true, value: null, message }, { damage: kind, of })
  })
}

const NEEDS_ADDRESS: ReadonlySet<string> = new Set(['readdress', 'stray'])

const faultsInput = z
  .array(
    z.object({
      operation: z.enum([...MANY_OPERATIONS, ...CLOUD_OPERATIONS], 'Choose an operation.'),
      effect: z.enum(['error', 'throttle', 'timeout-before', 'timeout-after', 'crash-before', 'crash-after']),
      code: z.string().trim().max(100).nullable(),
      after: z.number().int().min(0).max(1_000_000),
      remaining: z.number().int().min(0).max(1_000_000).nullable(),
      probability: z.number().min(0, 'A probability is 0 to 1.').max(1, 'A probability is 0 to 1.'),
    }),
  )
  .max(100)

/** A crash strikes once: more of them would kill each Holdfast that is started to remove them. */
function ruleOf({ code, effect, ...fault }: z.output<typeof faultsInput>[number]): FaultRuleInput {
  const rule = { ...fault, ...(code ? { code } : {}) }
  if (effect !== 'crash-before' && effect !== 'crash-after') return { ...rule, effect }
  const remaining = rule.remaining === 0 ? 0 : 1
  return { ...rule, effect: 'crash', when: effect === 'crash-before' ? 'before' : 'after', remaining }
}

export function setFaults(faults: unknown): Promise<ActionResult<SimulatorView>> {
  return act(faultsInput, faults, async (hold, parsed) => {
    const done = await hold.control.setFaults(parsed.map(ruleOf))
    if (!done.ok) return cloudRefusal('setting faults', done.refusal)
    await tell(hold, parsed.length === 0 ? 'All faults were taken away.' : 'Faults were set.', {
      faults: parsed,
    })
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
const timingInput = z.object({
  startMs: milliseconds,
  stopMs: milliseconds,
  operationMs: milliseconds,
  callMs: milliseconds,
})

export function setTiming(timing: unknown): Promise<ActionResult<SimulatorView>> {
  return act(timingInput, timing, async (hold, { startMs, stopMs, operationMs, callMs }) => {
    const done = await hold.control.setTiming({
      ...{ startMs, stopMs, operationMs },
      delaysMs: callMs > 0 ? { '*': callMs } : {},
    })
    if (!done.ok) return cloudRefusal('setting the timing', done.refusal)
    await tell(hold, 'Timing was set.', { startMs, stopMs, operationMs, callMs })
    return { ok: true, value: await readSimulator(hold), message: 'Timing is set.' }
  })
}

const marketInput = z
  .array(
    z.object({
      zone: z.string().max(8),
      weight: z.number('Give a number.').min(0, 'Give 0 or more.').max(1_000_000, 'A million at most.'),
      capacity: z.boolean(),
    }),
  )
  .max(10)

export function setMarket(zones: unknown): Promise<ActionResult<SimulatorView>> {
  return act(marketInput, zones, async (hold, parsed) => {
    const change = Object.fromEntries(parsed.map(({ zone, ...offer }) => [zone, offer]))
    const done = await hold.control.setMarket({ zones: change })
    if (!done.ok) return cloudRefusal('setting the market', done.refusal)
    await tell(hold, 'The market was set.', { zones: change })
    return { ok: true, value: await readSimulator(hold), message: 'The market is set.' }
  })
}
