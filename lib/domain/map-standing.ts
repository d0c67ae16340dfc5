import type { Facts } from './told-facts'

/**
 * How a member's addresses stand on the map: 'active', 'paused' or 'random', as `AddressStatus` says it; of a VM, whose
 * addresses say by themselves where they are from, 'vm'. With an exclamation mark where it has drifted.
 *
 * Events that tell a state, or after which it is another one, tell this beside it: so the map of any moment is one
 * look-up for each of its addresses, and not the whole story of who holds it.
 */
export type MapStanding = {
  readonly status: 'active' | 'paused' | 'random' | 'vm'
  readonly drifted: boolean
}

/** The name of it in what an event tells. */
export const SHOWS = 'shows'

/** Paused is what has no machine and wants none. */
export function standingOf(facts: Facts): MapStanding {
  const drifted = typeof facts.drift === 'string'
  if (facts.nics !== undefined) return { status: 'vm', drifted }
  if (facts.desired === 'paused' && typeof facts.machineId !== 'string') return { status: 'paused', drifted }
  return { status: facts.origin === 'pool' || facts.retained === true ? 'active' : 'random', drifted }
}

export const writeStanding = ({ status, drifted }: MapStanding): string => (drifted ? `${status}!` : status)

export const readStanding = (text: string): MapStanding => ({
  status: text.replace('!', '') as MapStanding['status'],
  drifted: text.endsWith('!'),
})
