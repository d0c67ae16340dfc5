import type { Holder } from './refusal'
import { idName } from './short-id'
import type { PublicIp, PublicIpTraits } from './subnet'
import type { PublicIpSnapshot } from './world'

/**
 * What a public IP of the account is for. Ours: `pool-free` and `pool-held` (also one that left its pool while it was
 * held, A8), and `dynamic`, made for one VM and deleted with its interface (Z7). `other`: somebody else has it.
 * `unused`: nobody has it, and no pool lists it.
 */
export const PUBLIC_IP_STATES = ['pool-free', 'pool-held', 'dynamic', 'other', 'unused'] as const

export type PublicIpState = (typeof PUBLIC_IP_STATES)[number]

export function publicIpState({ publicIp, holder, poolGroupId }: PublicIpSnapshot): PublicIpState {
  if (isOurs(holder)) return poolGroupId === null && madeForVm(publicIp) !== null ? 'dynamic' : 'pool-held'
  if (holder !== null) return 'other'
  if (poolGroupId !== null) return 'pool-free'
  return madeForVm(publicIp) === null ? 'unused' : 'dynamic'
}

const isOurs = (holder: Holder | null): boolean => holder?.kind === 'instance'

/** The VM that a public IP was made for: its name says it, and nobody else's begins so. */
export const madeForVm = ({ id }: Pick<PublicIp, 'id'>): string | null =>
  /^(vmi-[0-9a-f]{12})-.+-ip$/.exec(idName(id))?.[1] ?? null

/** Where a public IP of a cloud with zones fits (Z6): machines of one zone, of all, or of none in particular. */
export const ZONE_SECTIONS = ['1', '2', '3', 'redundant', 'none'] as const

export type ZoneSection = (typeof ZONE_SECTIONS)[number]

export function zoneSection({ zones }: PublicIpTraits): ZoneSection {
  if (zones.length > 1) return 'redundant'
  return ZONE_SECTIONS.find((section) => section === zones[0]) ?? 'none'
}
