import type { CloudAnswer } from '@/lib/allocation/ports/cloud'
import type { Address } from '@/lib/domain/address'
import { formatAddress } from '@/lib/domain/address'
import type { Inventory } from '@/lib/domain/inventory'
import type { Market, MarketChange } from './azure/market'
import { azureInventoryTo } from './azure/wire'
import type { DAMAGES, LoadReport, Overview, Transport } from './protocol'
import type { FaultRule, FaultRuleInput, Timing } from './settings'
import { splitInventory } from './split-inventory'
import type { Endpoint } from './transport'
import { callCloud, httpTransport, localTransport } from './transport'
import { inventoryTo } from './wire'
import type { World } from './world'

/** More machines than a page of the console shows at once. */
const OVERVIEW_MACHINES = 500

/**
 * What can be done to the simulated world from outside: what the clouds and other people would do, faults, timing, contents.
 * No fault or delay touches these calls. Only the simulated cloud has them; they are no part of the Cloud port.
 */
export interface SimulatorControl {
  /** Counts of everything, and up to `machineLimit` machines (default 500), newest first, terminated ones last. */
  overview(machineLimit?: number): CloudAnswer<Overview>
  /** Spot interruption; answers the machines that it ended, without those already ending or gone. */
  interrupt(wanted: {
    machineIds: readonly string[]
  }): CloudAnswer<{ readonly interrupted: readonly string[] }>
  /** Of the live machines of a zone (null: all zones of both clouds), a share from 0 to 1, drawn by an integer seed. */
  interruptShare(wanted: {
    zone: string | null
    share: number
    seed: number
  }): CloudAnswer<{ readonly interrupted: readonly string[] }>
  /** Deletes an interface behind Holdfast's back. As in the clouds it must be available, else 'interface-in-use'. */
  deleteInterface(interfaceId: string): CloudAnswer<null>
  /** Someone else's interface takes the address; 'address-in-use' and 'address-invalid' as for everyone. */
  takeAddress(wanted: {
    subnetId: string
    address: Address
    description: string
  }): CloudAnswer<{ readonly interfaceId: string }>
  /** Someone else's interface goes, in use or not; refused for one of ours. */
  releaseForeign(interfaceId: string): CloudAnswer<null>
  /** Someone else takes the public IP onto an interface of theirs, whoever has it now. */
  associateElsewhere(publicIpId: string): CloudAnswer<{ readonly interfaceId: string }>
  /**
   * Somebody else changes what is ours: detaches an interface, moves it to a machine of theirs, gives it another
   * address, disassociates or releases a public IP, puts their tag on a machine, deletes a subnet, or leaves an
   * interface in it that bears our tag and is on no record.
   */
  damage(wanted: {
    kind: (typeof DAMAGES)[number]
    id: string
    /** The new one, for 'readdress' and 'stray'. */
    address?: string
  }): CloudAnswer<null>
  /** Replaces all fault rules. */
  setFaults(rules: readonly FaultRuleInput[]): CloudAnswer<null>
  /** Changes what is given; answers all of it. */
  setTiming(timing: Partial<Timing>): CloudAnswer<Timing>
  /** Changes what Azure's spot market offers by zone; answers all of it. */
  setMarket(market: MarketChange): CloudAnswer<Market>
  /** Puts each item into the world of its cloud. Adds and updates; with `replace` also removes what is not listed, except what our interfaces use. */
  loadInventory(inventory: Inventory, how?: { replace: boolean }): CloudAnswer<LoadReport>
  /** Empty worlds without faults, and a market as at first. Timing stays. */
  reset(): CloudAnswer<null>
}

function controlOver(transport: Transport): SimulatorControl {
  return {
    overview: (machineLimit = OVERVIEW_MACHINES) => callCloud(transport, 'Overview', { machineLimit }),
    interrupt: ({ machineIds }) => callCloud(transport, 'Interrupt', { machineIds: [...machineIds] }),
    interruptShare: (wanted) => callCloud(transport, 'InterruptShare', wanted),
    deleteInterface: (interfaceId) => callCloud(transport, 'DeleteBehind', { interfaceId }),
    takeAddress: (wanted) =>
      callCloud(transport, 'TakeAddress', { ...wanted, address: formatAddress(wanted.address) }),
    releaseForeign: (interfaceId) => callCloud(transport, 'ReleaseForeign', { interfaceId }),
    associateElsewhere: (publicIpId) => callCloud(transport, 'AssociateElsewhere', { publicIpId }),
    damage: ({ kind, id, address }) => callCloud(transport, 'Damage', { kind, id, address: address ?? null }),
    setFaults: (rules) => callCloud(transport, 'SetFaults', { rules: rules.map(completeRule) }),
    setTiming: (timing) => callCloud(transport, 'SetTiming', { timing }),
    setMarket: (market) => callCloud(transport, 'SetMarket', { market }),
    loadInventory(inventory, how) {
      const { aws, azure } = splitInventory(inventory)
      return callCloud(transport, 'LoadInventory', {
        replace: how?.replace ?? false,
        inventory: inventoryTo(aws),
        azure: azureInventoryTo(azure),
      })
    },
    reset: () => callCloud(transport, 'Reset', {}),
  }
}

const completeRule = (rule: FaultRuleInput): FaultRule => ({
  remaining: null,
  probability: 1,
  after: 0,
  delayMs: 0,
  ...rule,
})

/** Control of the simulated cloud in its own process. A load of 50,000 interfaces takes seconds: allow a minute. */
export const simulatorControl = ({ url, timeoutMs = 60_000 }: Endpoint): SimulatorControl =>
  controlOver(httpTransport({ url, timeoutMs }))

/** Control of a world of this process. */
export const localSimulatorControl = (world: World): SimulatorControl => controlOver(localTransport(world))
