import { seededRandom } from '@/lib/domain/allocate'
import type { Result } from '@/lib/domain/result'
import { ok } from '@/lib/domain/result'
import { associateElsewhere, interrupt, interruptShare, releaseForeign, takeAddress } from './disturb'
import { drawFate } from './faults'
import { addInterface, deleteInterface, describeInterfaces } from './interfaces'
import { loadInventory } from './load-inventory'
import { describeMachines, launchMachine, settle, terminateMachine } from './machines'
import { describeNetworks, describeSecurityGroups, describeSubnets } from './networks'
import { overviewOf } from './overview'
import type { Ec2Refusal, Input, Operation, Outputs, Reply } from './protocol'
import { INPUTS, isCloudOperation, isOperation } from './protocol'
import { associatePublicIp, describePublicIps, disassociatePublicIp } from './public-ips'
import type { FaultRule, Timing } from './settings'
import { DEFAULT_TIMING, FaultRules, sentenceOf, TimingChange } from './settings'
import type { State } from './state'
import { openState } from './state'
import { oncePerToken } from './tokens'

/** A call that has arrived: after `delayMs` milliseconds `run` does the work and gives the answer. */
export type Arrival = { readonly delayMs: number; readonly run: () => Reply }

/** The simulated cloud. It never waits itself; whoever carries the call waits. */
export type World = {
  /** Its fate (faults, delay) is drawn on arrival; the world moves on while the delay lasts. */
  receive(operation: string, input: unknown): Arrival
  close(): void
}

export type WorldOptions = {
  /** The state file; ':memory:' keeps nothing. */
  readonly file: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** [0, 1): ids and the draws of faults. Default: the same sequence every time. */
  readonly random?: () => number
  /** In place of what the state file says; null or absent keeps that. */
  readonly faults?: readonly FaultRule[] | null
  readonly timing?: Partial<Timing> | null
}

type Handlers = { [O in Operation]: (inner: Inner, input: Input<O>) => Result<Outputs[O], Ec2Refusal> }

/** What an operation works on. */
type Inner = { readonly state: State; readonly knobs: Knobs }

/** Faults and timing: kept in memory for every call, written when they change. */
type Knobs = { faults: readonly FaultRule[]; timing: Timing }

const saveSetting = (state: State, name: keyof Knobs, value: unknown): void => {
  state.run(
    'insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    name,
    JSON.stringify(value),
  )
}

function readKnobs(state: State, options: WorldOptions): Knobs {
  const saved = (name: keyof Knobs): unknown => {
    const row = state.row<{ value: string }>('select value from setting where name = ?', name)
    return row ? JSON.parse(row.value) : undefined
  }
  const faults = options.faults ?? FaultRules.safeParse(saved('faults')).data ?? []
  const kept = TimingChange.safeParse(saved('timing')).data ?? {}
  const timing: Timing = { ...DEFAULT_TIMING, ...kept, ...options.timing }
  saveSetting(state, 'faults', faults)
  saveSetting(state, 'timing', timing)
  return { faults, timing }
}

const HANDLERS: Handlers = {
  CreateNetworkInterface: ({ state }, input) =>
    oncePerToken(state, 'CreateNetworkInterface', input, () =>
      addInterface(state, { ...input, status: 'available' }),
    ),
  DeleteNetworkInterface: ({ state }, input) => deleteInterface(state, input),
  DescribeNetworkInterfaces: ({ state, knobs }, input) =>
    describeInterfaces(state, knobs.timing.pageSize, input),
  RunInstances: ({ state, knobs }, input) =>
    oncePerToken(state, 'RunInstances', input, () => launchMachine(state, knobs.timing, input)),
  TerminateInstances: ({ state, knobs }, input) => terminateMachine(state, knobs.timing, input),
  DescribeInstances: ({ state, knobs }, input) => describeMachines(state, knobs.timing, input),
  AssociateAddress: ({ state }, input) => associatePublicIp(state, input),
  DisassociateAddress: ({ state }, input) => disassociatePublicIp(state, input),
  DescribeVpcs: ({ state, knobs }, { pageToken }) =>
    describeNetworks(state, knobs.timing.pageSize, pageToken),
  DescribeSubnets: ({ state, knobs }, { pageToken }) =>
    describeSubnets(state, knobs.timing.pageSize, pageToken),
  DescribeSecurityGroups: ({ state, knobs }, { pageToken }) =>
    describeSecurityGroups(state, knobs.timing.pageSize, pageToken),
  DescribeAddresses: ({ state, knobs }, { pageToken }) =>
    describePublicIps(state, knobs.timing.pageSize, pageToken),
  Overview: ({ state, knobs }, { machineLimit }) =>
    ok(overviewOf(state, knobs.faults, knobs.timing, machineLimit)),
  Interrupt: ({ state, knobs }, { machineIds }) => ok(interrupt(state, knobs.timing, machineIds)),
  InterruptShare: ({ state, knobs }, input) => ok(interruptShare(state, knobs.timing, input)),
  DeleteBehind: ({ state }, input) => deleteInterface(state, input),
  TakeAddress: ({ state }, input) => takeAddress(state, input),
  ReleaseForeign: ({ state }, { interfaceId }) => releaseForeign(state, interfaceId),
  AssociateElsewhere: ({ state }, { publicIpId }) => associateElsewhere(state, publicIpId),
  SetFaults: ({ state, knobs }, { rules }) => {
    knobs.faults = rules
    saveSetting(state, 'faults', rules)
    return ok(null)
  },
  SetTiming: ({ state, knobs }, { timing }) => {
    knobs.timing = { ...knobs.timing, ...timing }
    saveSetting(state, 'timing', knobs.timing)
    return ok(knobs.timing)
  },
  LoadInventory: ({ state }, input) => ok(loadInventory(state, input)),
  // Timing stays: whoever made the world quick wants it quick again.
  Reset: ({ state, knobs }) => {
    state.empty()
    knobs.faults = []
    saveSetting(state, 'faults', [])
    return ok(null)
  },
}

const refused = (code: string, message: string): Arrival => ({
  delayMs: 0,
  run: () => ({ kind: 'refused', code, message }),
})

/** Opens the world kept in `file`, making an empty one where there is none. */
export function openWorld(options: WorldOptions): World {
  const state = openState(options.file, options.now, options.random ?? seededRandom(1))
  const knobs = readKnobs(state, options)

  const answer = (operation: Operation, input: unknown): Reply => {
    settle(state, knobs.timing)
    const handler = HANDLERS[operation] as (inner: Inner, input: unknown) => Result<unknown, Ec2Refusal>
    const result = handler({ state, knobs }, input)
    return result.ok ? { kind: 'answer', value: result.value } : { kind: 'refused', ...result.refusal }
  }

  return {
    receive(operation, input) {
      if (!isOperation(operation)) {
        return refused('InvalidAction', `The action ${operation} is not valid for this web service.`)
      }
      const parsed = INPUTS[operation].safeParse(input)
      if (!parsed.success) return refused('InvalidRequest', `${operation}: ${sentenceOf(parsed.error)}`)
      if (!isCloudOperation(operation)) return { delayMs: 0, run: () => answer(operation, parsed.data) }

      const fate = drawFate(knobs.faults, knobs.timing, operation, state.random)
      if (fate.rules !== knobs.faults) {
        knobs.faults = fate.rules
        saveSetting(state, 'faults', fate.rules)
      }
      const { delayMs, refusal } = fate
      if (refusal) return { delayMs, run: () => ({ kind: 'refused', ...refusal }) }
      if (fate.effect === 'timeout-before') {
        return { delayMs, run: () => ({ kind: 'lost', message: `No answer to ${operation}.` }) }
      }
      if (fate.effect === 'timeout-after') {
        return {
          delayMs,
          run: () => {
            answer(operation, parsed.data)
            return { kind: 'lost', message: `No answer to ${operation}.` }
          },
        }
      }
      return { delayMs, run: () => answer(operation, parsed.data) }
    },
    close: () => state.close(),
  }
}
