import type { DriftKind, RepairKind } from './drift'
import type { Held } from './drift-held'

/*
 * What can be done about each case, the one to recommend first. An identity that lasts keeps its address or ends by a
 * plan; a VM that borrows is replaced by another one.
 */

type InterfaceDrift = Extract<
  DriftKind,
  'interface-deleted' | 'interface-detached' | 'interface-moved' | 'interface-readdressed' | 'address-taken'
>

/** `machineIsOurs`: the interface is on a machine that bears the instance's own tag. */
export function interfaceRepairs(kind: InterfaceDrift, held: Held, machineIsOurs = false): RepairKind[] {
  if (held.kind === 'vm') return ['replace-vm']
  const { running, origin, everResumed } = held
  switch (kind) {
    case 'interface-deleted':
      return running ? ['recreate-interface', 'roll-back'] : ['recreate-interface']
    case 'interface-detached':
      return ['recycle', 'roll-back']
    case 'interface-moved':
      if (!running) return ['let-go']
      return machineIsOurs ? ['accept-machine', 'roll-back'] : ['roll-back']
    case 'interface-readdressed':
      return running ? ['roll-back'] : ['let-go']
    case 'address-taken':
      if (running) return ['roll-back']
      return origin === 'pool' && !everResumed ? ['remove-member', 'replace-instance'] : ['replace-instance']
  }
}

type PublicIpDrift = Extract<DriftKind, 'public-ip-moved' | 'public-ip-disassociated' | 'public-ip-released'>

/** A paused instance takes the next free member at its next resume, so there is nothing to associate yet. */
export function publicIpRepairs(
  kind: PublicIpDrift,
  { kind: of, running, publicIsDynamic }: Held,
): RepairKind[] {
  if (!running) return ['forget-public-ip']
  if (kind === 'public-ip-disassociated') return ['associate-public-ip', 'forget-public-ip']
  if (publicIsDynamic && kind === 'public-ip-moved') return ['replace-vm', 'forget-public-ip']
  return of === 'vm'
    ? ['take-next-public-ip', 'forget-public-ip', 'replace-vm']
    : ['take-next-public-ip', 'forget-public-ip']
}
