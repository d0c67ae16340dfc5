import type { Result } from '@/lib/domain/result'
import { ok } from '@/lib/domain/result'
import { AZURE_HANDLERS } from './azure/handlers'
import { changeMarket, DEFAULT_MARKET } from './azure/market'
import { damage } from './damage'
import * as disturb from './disturb'
import { addInterface, deleteInterface, describeInterfaces } from './interfaces'
import type { Inner } from './knobs'
import { setKnob } from './knobs'
import { loadInventory } from './load-inventory'
import { describeMachines, launchMachine, terminateMachine } from './machines'
import { describeNetworks, describeSecurityGroups, describeSubnets } from './networks'
import { overviewOf } from './overview'
import type { CloudRefusal, Input, Operation, Outputs } from './protocol'
import { associatePublicIp, describePublicIps, disassociatePublicIp } from './public-ips'
import { oncePerToken } from './tokens'

type Handlers = { [O in Operation]: (inner: Inner, input: Input<O>) => Result<Outputs[O], CloudRefusal> }

/** What each operation does: AWS's, Azure's, and what is done to both worlds from outside. */
export const HANDLERS: Handlers = {
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
  DescribeAddresses: ({ state, knobs }, input) => describePublicIps(state, knobs.timing.pageSize, input),
  ...AZURE_HANDLERS,
  Overview: (inner, { machineLimit }) => ok(overviewOf(inner, machineLimit)),
  Interrupt: ({ state, knobs }, { machineIds }) => ok(disturb.interrupt(state, knobs.timing, machineIds)),
  InterruptShare: ({ state, knobs }, input) => ok(disturb.interruptShare(state, knobs.timing, input)),
  DeleteBehind: ({ state }, input) => disturb.deleteBehind(state, input),
  TakeAddress: ({ state }, input) => disturb.takeAddress(state, input),
  ReleaseForeign: ({ state }, { interfaceId }) => disturb.releaseForeign(state, interfaceId),
  Damage: ({ state }, wanted) => damage(state, wanted),
  AssociateElsewhere: ({ state }, { publicIpId }) => disturb.associateElsewhere(state, publicIpId),
  SetFaults: (inner, { rules }) => {
    setKnob(inner, 'faults', rules)
    return ok(null)
  },
  SetTiming: (inner, { timing }) => {
    setKnob(inner, 'timing', { ...inner.knobs.timing, ...timing })
    return ok(inner.knobs.timing)
  },
  SetMarket: (inner, { market }) => {
    setKnob(inner, 'market', changeMarket(inner.knobs.market, market))
    return ok(inner.knobs.market)
  },
  LoadInventory: ({ state }, input) => ok(loadInventory(state, input)),
  // Timing stays: whoever made the world quick wants it quick again.
  Reset: (inner) => {
    inner.state.empty()
    setKnob(inner, 'faults', [])
    setKnob(inner, 'market', DEFAULT_MARKET)
    return ok(null)
  },
}
