import { formatAddress } from '@/lib/domain/address'
import type { EventKind, NewEvent } from '@/lib/domain/event'
import type { Change } from '@/lib/domain/plan'
import { type PooledVm, publicIpIdOf, type VmNic } from '@/lib/domain/pooled-vm'
import { WHY } from '@/lib/domain/why'

export type VmChange = Extract<Change, { vmId: string }>

/** One event for the VM, and one for every address and public IP that it takes or lets go with it (B5). */
export function vmEvents(
  change: VmChange,
  { before, after }: { readonly before: PooledVm | undefined; readonly after: PooledVm | undefined },
  event: (kind: EventKind, why: string) => NewEvent,
): NewEvent[] {
  const about = (kind: EventKind, why: string, nic: VmNic | null): NewEvent => ({
    ...event(kind, why),
    instanceId: change.vmId,
    machineId: before?.machineId ?? null,
    subnetId: nic?.subnetId ?? null,
    address: nic?.private.address ? formatAddress(nic.private.address) : null,
    interfaceId: nic?.interfaceId ?? null,
    publicIpId: nic && publicIpIdOf(nic),
  })
  switch (change.kind) {
    case 'create-vm':
      return [
        { ...about('vm-launching', WHY[change.cause], null), after: { replaces: change.replacesId } },
        ...change.nics.flatMap((nic) => [
          ...(nic.private.kind === 'pool' ? [about('address-allocated', nic.private.why, nic)] : []),
          ...(nic.public.kind === 'pool' ? [about('public-ip-taken', nic.public.why, nic)] : []),
        ]),
      ]
    case 'choose-public-ip': {
      const nic = after?.nics.find((one) => one.name === change.nic) ?? null
      return change.chosen.kind === 'pool' ? [about('public-ip-taken', change.chosen.why, nic)] : []
    }
    case 'remove-vm': {
      const atOnce = after?.state === 'gone'
      const interrupted = change.cause === 'interruption'
      const kind = atOnce ? 'vm-removed' : interrupted ? 'vm-interrupted' : 'vm-leaving'
      const released = atOnce ? change.nics.filter((nic) => nic.private.address !== null) : []
      const kept = atOnce ? change.nics.filter((nic) => nic.public.kind === 'pool') : []
      return [
        {
          ...about(kind, WHY[change.cause], null),
          ...(interrupted ? { actor: 'cloud' as const } : {}),
          ...{ before: { state: before?.state ?? null }, after: { state: after?.state ?? null } },
        },
        ...released.map((nic) => about('address-released', 'Its VM could not be launched.', nic)),
        ...kept.map((nic) => about('public-ip-released', 'Its VM could not be launched.', nic)),
      ]
    }
  }
}
