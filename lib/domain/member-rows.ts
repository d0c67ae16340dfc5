import { parseAddress } from './address'
import type { MemberThen } from './fold-events'
import type { PooledVm, VmNic, VmState } from './pooled-vm'
import type { InstanceState, Origin, StatefulInstance } from './stateful-instance'
import type { Facts } from './told-facts'

/**
 * A member of a group as it was, in the form of its row. What the events do not tell is empty: why it had its address.
 * How often it failed to go is no fact of the past: it only says when it is tried again.
 * Of a time when less was told, a fact may be missing; then it stands as it is at the beginning of such a row.
 */
export function instanceThen(member: MemberThen, groupId: string): StatefulInstance {
  const { id, facts, createdAt, stateSince, machines } = member
  return {
    ...{ id, groupId, createdAt, stateSince, machineCount: machines, addressWhy: '' },
    ordinal: typeof facts.ordinal === 'number' ? facts.ordinal : 0,
    origin: (textOf(facts, 'origin') ?? 'pool') as Origin,
    retained: facts.retained === true,
    desired: facts.desired === 'active' ? 'active' : 'paused',
    state: (textOf(facts, 'state') ?? 'paused') as InstanceState,
    reason: textOf(facts, 'reason'),
    subnetId: textOf(facts, 'subnetId'),
    address: addressOf(facts),
    interfaceId: textOf(facts, 'interfaceId'),
    publicIpId: textOf(facts, 'publicIpId'),
    machineId: textOf(facts, 'machineId'),
    drift: textOf(facts, 'drift'),
    failedReleases: 0,
  }
}

/** `why` stands where the reasons of its addresses would. */
export function vmThen(member: MemberThen, groupId: string, why = ''): PooledVm {
  const { id, facts, createdAt, stateSince, machines } = member
  const nics = Object.entries((facts.nics ?? {}) as Record<string, Facts>).map((nic) => nicThen(nic, why))
  return {
    ...{ id, groupId, createdAt, stateSince, machineCount: machines },
    ordinal: typeof facts.ordinal === 'number' ? facts.ordinal : 0,
    state: (textOf(facts, 'state') ?? 'launching') as VmState,
    wanted: facts.wanted === true,
    replacesId: textOf(facts, 'replacesId'),
    zone: textOf(facts, 'zone'),
    machineId: textOf(facts, 'machineId'),
    nics: nics.sort((a, b) => Number(b.primary) - Number(a.primary)),
    reason: textOf(facts, 'reason'),
    drift: textOf(facts, 'drift'),
    failedReleases: 0,
  }
}

function nicThen([name, facts]: [string, Facts], why: string): VmNic {
  const address = addressOf(facts)
  const fellBack = facts.fellBack === true
  const publicIpId = textOf(facts, 'publicIpId')
  return {
    ...{ name, primary: facts.primary === true, subnetId: textOf(facts, 'subnetId') ?? '' },
    interfaceId: textOf(facts, 'interfaceId'),
    private:
      facts.private === 'pool' && address
        ? { kind: 'pool', address, why }
        : { kind: 'dynamic', address, fellBack, why },
    public: publicThen(facts.public, publicIpId, why),
  }
}

function publicThen(kind: unknown, publicIpId: string | null, why: string): VmNic['public'] {
  if (kind === 'pool' && publicIpId !== null) return { kind, publicIpId, why }
  if (kind === 'dynamic') return { kind, publicIpId, fellBack: false, why }
  return kind === 'undecided' ? { kind } : { kind: 'none' }
}

const textOf = (facts: Facts, name: string): string | null => {
  const value = facts[name]
  return typeof value === 'string' ? value : null
}

function addressOf(facts: Facts): StatefulInstance['address'] {
  const text = textOf(facts, 'address')
  const parsed = text === null ? null : parseAddress(text)
  return parsed?.ok ? parsed.value : null
}
