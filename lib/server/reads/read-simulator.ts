import type { SimulatorOperations, SimulatorView } from '@/lib/api/views/simulator'
import type { ShownMachine } from '@/lib/cloud/simulated/protocol'
import { AWS_OPERATIONS, AZURE_OPERATIONS } from '@/lib/cloud/simulated/settings'
import { formatAddress } from '@/lib/domain/address'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Holdfast } from '@/lib/server/compose'

const OPERATIONS: readonly SimulatorOperations[] = [
  {
    cloudLabel: cloudRules.aws.label,
    names: AWS_OPERATIONS,
    codes: ['InternalError', 'Unavailable', 'InsufficientInstanceCapacity', 'RequestLimitExceeded'],
  },
  {
    cloudLabel: cloudRules.azure.label,
    names: AZURE_OPERATIONS,
    codes: ['InternalServerError', 'ServiceUnavailable', 'ZonalAllocationFailed', 'SubnetIsFull'],
  },
]

/** Of the machines, and of the interfaces that can vanish: it is a page for trying things out, and read every two seconds. */
export const MOST_SHOWN = 2_000

/** What the Simulator page shows. The records say whose a machine is. */
export async function readSimulator(hold: Holdfast): Promise<SimulatorView> {
  const overview = await hold.control.overview()
  if (!overview.ok) return { ...UNREACHABLE, url: hold.simulatorUrl }
  const { machines, zones, faults, timing, market } = overview.value
  const owners = await readOwners(hold)
  return {
    reachable: true,
    url: hold.simulatorUrl,
    machines: machines.slice(0, MOST_SHOWN).map((machine) => presentMachine(machine, owners)),
    moreMachines: Math.max(0, machines.length - MOST_SHOWN),
    zones: zones.map(({ cloud, zone, running }) => ({
      zone,
      running,
      label: cloudRules[cloud].zones.includes(zone) ? `${cloudRules[cloud].label} zone ${zone}` : zone,
    })),
    interfaces: [...owners]
      .flatMap(([instanceId, { kept, groupName }]) =>
        kept?.status === 'available' ? [{ ...kept, instanceId, description: groupName }] : [],
      )
      .slice(0, MOST_SHOWN),
    faults: faults.flatMap((fault) =>
      fault.effect === 'delay'
        ? []
        : [
            {
              operation: fault.operation,
              effect: fault.effect === 'crash' ? (`crash-${fault.when ?? 'before'}` as const) : fault.effect,
              code: fault.code ?? null,
              after: fault.after,
              remaining: fault.remaining,
              probability: fault.probability,
            },
          ],
    ),
    timing: {
      startMs: timing.startMs,
      stopMs: timing.stopMs,
      operationMs: timing.operationMs,
      callMs: timing.delaysMs['*'] ?? 0,
    },
    market: {
      cloudLabel: cloudRules.azure.label,
      zones: Object.entries(market.zones).map(([zone, offer]) => ({ zone, ...offer })),
    },
    operations: OPERATIONS,
  }
}

/** A stateful instance or a VM on record. */
type Owner = {
  readonly groupId: string
  readonly groupName: string
  /** Its private IP, of the primary interface. */
  readonly address: string | null
  /** The interface that a stateful instance keeps. */
  readonly kept: Pick<SimulatorView['interfaces'][number], 'id' | 'subnetId' | 'address' | 'status'> | null
}

async function readOwners({ store }: Holdfast): Promise<ReadonlyMap<string, Owner>> {
  const owners = new Map<string, Owner>()
  for (const { id: groupId, name: groupName } of await store.reads.groups()) {
    const snapshot = await store.groupSnapshot(groupId)
    for (const { id, interfaceId, subnetId, machineId, ...one } of snapshot?.instances ?? []) {
      const address = one.address && formatAddress(one.address)
      const status = machineId ? 'in-use' : 'available'
      const kept = interfaceId && subnetId && address ? { id: interfaceId, subnetId, address, status } : null
      owners.set(id, { groupId, groupName, address, kept })
    }
    for (const vm of snapshot?.vms ?? []) {
      const primary = vm.nics.find((nic) => nic.primary)?.private.address ?? null
      owners.set(vm.id, { groupId, groupName, address: primary && formatAddress(primary), kept: null })
    }
  }
  return owners
}

function presentMachine(
  { id, cloud, state, zone, instanceId, interfaceId, since }: ShownMachine,
  owners: ReadonlyMap<string, Owner>,
): SimulatorView['machines'][number] {
  const owner = instanceId === null ? undefined : owners.get(instanceId)
  return {
    ...{ id, cloud, state, zone, instanceId, interfaceId, since },
    name: id.slice(id.lastIndexOf('/') + 1),
    groupId: owner?.groupId ?? null,
    groupName: owner?.groupName ?? null,
    address: owner?.address ?? null,
  }
}

const UNREACHABLE: Omit<SimulatorView, 'url'> = {
  reachable: false,
  machines: [],
  moreMachines: 0,
  zones: [],
  interfaces: [],
  faults: [],
  timing: { startMs: 0, stopMs: 0, operationMs: 0, callMs: 0 },
  market: { cloudLabel: cloudRules.azure.label, zones: [] },
  operations: [],
}
