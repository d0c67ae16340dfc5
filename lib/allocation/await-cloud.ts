import type { ObservedInterface } from '@/lib/domain/inventory'
import type { Operation } from '@/lib/domain/operation'
import { heldElsewhere } from './held-elsewhere'
import type { Cloud, CloudAnswer, CloudError, ObservedMachine, Page } from './ports/cloud'
import type { Surroundings } from './ports/surroundings'
import type { StepOutcome } from './step-outcome'

type Waiting = {
  readonly step: 'await-running' | 'await-gone' | 'await-available'
  readonly id: string
  readonly operation: Operation
  readonly done: (outcome: StepOutcome) => void
}

export type CloudWatch = {
  /** Resolves when the step at the operation's cursor, one that waits, is reached or can never be. */
  until(operation: Operation, member: WaitedFor): Promise<StepOutcome>
}

type WaitedFor = { readonly interfaceId: string | null; readonly machineId: string | null }

/**
 * Waiting for the cloud, together: however many operations wait, one pass asks for all of their machines and
 * interfaces in pages, every `interval` milliseconds while there is anyone waiting.
 */
export function watchCloud(
  {
    cloud,
    surroundings,
    idsPerCall,
  }: { readonly cloud: Cloud; readonly surroundings: Surroundings; readonly idsPerCall: number },
  interval: number,
  signal: AbortSignal,
): CloudWatch {
  let waiting: Waiting[] = []
  let passing = false

  async function pass(): Promise<void> {
    if (passing) return
    passing = true
    while (waiting.length > 0 && !signal.aborted) {
      // A copy: who comes while the cloud is being asked waits for the next pass.
      const asked = [...waiting]
      const machines = await describeAll(
        asked.filter((one) => one.step !== 'await-available'),
        (ids, pageToken) => cloud.describeMachines({ ids, pageToken }),
        idsPerCall,
      )
      const interfaces = await describeAll(
        asked.filter((one) => one.step === 'await-available'),
        (ids, pageToken) => cloud.describeInterfaces({ ids, pageToken }),
        idsPerCall,
      )
      const since = waiting.slice(asked.length)
      const left: Waiting[] = []
      for (const one of asked) {
        const outcome =
          one.step === 'await-available'
            ? interfaceOutcome(one, interfaces)
            : machineOutcome(one.step, one.id, machines)
        if (outcome) one.done(outcome)
        else left.push(one)
      }
      waiting = [...left, ...since]
      if (waiting.length > 0) await surroundings.wait(interval, signal)
    }
    passing = false
  }

  return {
    until(operation, member) {
      const step = operation.steps[operation.cursor]
      if (step !== 'await-running' && step !== 'await-gone' && step !== 'await-available')
        throw new Error(`${step} is not a step that waits`)
      const id =
        step === 'await-available'
          ? member.interfaceId
          : step === 'await-gone'
            ? operation.oldMachineId
            : member.machineId
      if (!id) return Promise.resolve({ ok: true })
      return new Promise((done) => {
        waiting.push({ step, id, operation, done })
        void pass()
      })
    },
  }
}

type Described<T> = { readonly found: ReadonlyMap<string, T>; readonly error: CloudError | null }

async function describeAll<T extends { readonly id: string }>(
  waiting: readonly Waiting[],
  ask: (ids: readonly string[], pageToken: string | null) => CloudAnswer<Page<T>>,
  idsPerCall: number,
): Promise<Described<T>> {
  const found = new Map<string, T>()
  const ids = [...new Set(waiting.map((one) => one.id))]
  let error: CloudError | null = null
  for (let start = 0; start < ids.length; start += idsPerCall) {
    const part = ids.slice(start, start + idsPerCall)
    let pageToken: string | null = null
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask(part, pageToken)
      if (page.ok) for (const item of page.value.items) found.set(item.id, item)
      else error = page.refusal
      pageToken = page.ok ? page.value.nextToken : null
    } while (pageToken !== null)
  }
  return { found, error }
}

/** Null: not yet. A cloud that cannot be asked is waited for; it says nothing about the machine. */
function machineOutcome(
  step: 'await-running' | 'await-gone',
  id: string,
  { found, error }: Described<ObservedMachine>,
): StepOutcome | null {
  const machine = found.get(id)
  if (!machine && error) return null
  const gone = !machine || machine.state === 'terminated'
  if (step === 'await-gone') return gone ? { ok: true } : null
  if (machine?.state === 'running') return { ok: true }
  if (!gone && machine.state !== 'shutting-down') return null
  const message = machine?.stateReason ?? `The machine ${id} ended before it ran.`
  return { ok: false, error: { kind: 'machine-missing', code: 'MachineEnded', message } }
}

/** Its own machine lets go of it by itself, so that is waited for here. Anybody else's is told, and seldom asked again. */
function interfaceOutcome(
  { id, operation }: Waiting,
  { found, error }: Described<ObservedInterface>,
): StepOutcome | null {
  const known = found.get(id)
  if (known) {
    if (known.status === 'available') return { ok: true }
    const held = heldElsewhere(known, operation)
    return held && { ok: false, error: held }
  }
  if (error) return null
  const message = `The interface ${id} does not exist.`
  return {
    ok: false,
    error: { kind: 'interface-missing', code: 'InvalidNetworkInterfaceID.NotFound', message },
  }
}
