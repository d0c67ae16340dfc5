import { holderText } from '@/lib/api/holder-messages'
import { skuWord } from '@/lib/api/nic-messages'
import type { PoolEntryView, PoolPublicIpView, PublicPoolView } from '@/lib/api/views/vms'
import { type Address, formatAddress } from '@/lib/domain/address'
import { fitsPlace } from '@/lib/domain/choose-for-nic'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Group, NicConfig, PooledConfig, PooledPersistence } from '@/lib/domain/group'
import { eachMember, formatPoolEntry, type PoolEntry, poolSize } from '@/lib/domain/pool'
import { singleRange } from '@/lib/domain/ranges'
import type { Holder } from '@/lib/domain/refusal'
import { isZoneRedundant, type PublicIpTraits } from '@/lib/domain/subnet'
import type { PublicIpSnapshot, SubnetSnapshot } from '@/lib/domain/world'
import { type MemberCount, publicPoolMatrix } from '@/lib/domain/zone-matrix'
import { presentPublicIp } from './present-group'

/** Up to this many members are listed one by one; a longer pool is listed as it was typed. */
export const LISTED_ONE_BY_ONE = 64

/** What is known of the members of one private pool. */
export type PoolFacts = {
  readonly snapshot: SubnetSnapshot | undefined
  readonly groupId: string
  readonly now: string
  /** The VMs of the group by the address that they have in this subnet. */
  readonly vms: ReadonlyMap<string, string>
  /** Who has the listed ones that no VM of the group has. */
  readonly holders: ReadonlyMap<string, Holder>
}

/** The pool as rows, and its members by who has them. What rests for others is as good as theirs for now (B4). */
export function presentPrivatePool(
  pool: readonly PoolEntry[],
  facts: PoolFacts,
): { readonly entries: readonly PoolEntryView[]; readonly members: MemberCount } {
  const short = poolSize(pool) <= LISTED_ONE_BY_ONE
  const listed = short ? [...eachMember(pool)].map(singleRange) : pool
  const rests = restsOf(facts)
  const entries = listed.map((entry, at) => presentEntry(entry, at, facts, rests))
  const sum = (of: (one: PoolEntryView) => number) => entries.reduce((total, one) => total + of(one), 0)
  return {
    entries,
    members: {
      free: sum((one) => one.free),
      ours: sum((one) => one.ours),
      others: sum((one) => one.others + one.resting),
    },
  }
}

/** The same owner may have it back at once, so only the rests of others count. */
const restsOf = ({ snapshot, groupId, now }: PoolFacts): ReadonlyMap<string, string> =>
  new Map(
    (snapshot?.resting ?? [])
      .filter((one) => one.groupId !== groupId && one.until > now)
      .map((one) => [formatAddress(one.address), one.until]),
  )

function presentEntry(
  entry: PoolEntry,
  at: number,
  facts: PoolFacts,
  rests: ReadonlyMap<string, string>,
): PoolEntryView {
  const count = { ours: 0, others: 0, resting: 0, free: 0 }
  for (const member of eachMember([entry])) count[stateOf(member, facts, rests)] += 1
  const single = entry.first === entry.last
  const text = formatPoolEntry(entry)
  const vmId = single ? (facts.vms.get(text) ?? null) : null
  return {
    ...{ at, entry: text, size: poolSize([entry]), ...count, vmId },
    stateText: single ? memberText(text, vmId, facts, rests) : null,
  }
}

function stateOf(
  member: Address,
  { snapshot, vms }: PoolFacts,
  rests: ReadonlyMap<string, string>,
): 'ours' | 'others' | 'resting' | 'free' {
  if (snapshot?.held.has(member)) return vms.has(formatAddress(member)) ? 'ours' : 'others'
  if (!snapshot) return 'others'
  return rests.size > 0 && rests.has(formatAddress(member)) ? 'resting' : 'free'
}

function memberText(
  text: string,
  vmId: string | null,
  { holders, snapshot }: PoolFacts,
  rests: ReadonlyMap<string, string>,
): string {
  if (vmId) return `Held by ${vmId}`
  if (!snapshot) return 'Its subnet is not known any more'
  const holder = holders.get(text)
  if (holder) return `Held by ${holderText(holder)}`
  const until = rests.get(text)
  return until ? `Rests until ${until.slice(11, 16)} UTC` : 'Free'
}

export function presentPublicPool(
  nic: NicConfig,
  group: Group & { readonly config: PooledConfig },
  publicIps: ReadonlyMap<string, PublicIpSnapshot>,
  groupName: (id: string) => string | null,
): PublicPoolView {
  const { capacity, persistence, cloud } = group.config
  return {
    matrix: publicPoolMatrix(nic, { id: group.id, capacity, persistence }, publicIps),
    members: nic.publicIpPool.flatMap((id, at): PoolPublicIpView[] => {
      const snapshot = publicIps.get(id)
      if (!snapshot) return []
      const { traits } = snapshot.publicIp
      return [
        {
          ...presentPublicIp(snapshot, groupName),
          ...{ at, zoneText: zoneText(traits), unfitWhy: unfitWhy(traits, persistence) },
          resourceGroup: cloudRules[cloud].resourceGroupOf(id),
        },
      ]
    }),
  }
}

export function zoneText(traits: PublicIpTraits | null): string {
  if (!traits || traits.zones.length === 0) return 'No zone'
  return isZoneRedundant(traits) ? 'Zone-redundant' : `Zone ${traits.zones[0]}`
}

/** Z8: why no VM of the group can have it. */
function unfitWhy(traits: PublicIpTraits | null, persistence: PooledPersistence): string | null {
  const { zones, publicIpSku } = persistence
  const places = zones.length === 0 ? [null] : zones
  if (places.some((zone) => fitsPlace(traits, persistence, zone))) return null
  if (!traits || traits.method === 'dynamic') return 'It is dynamic, not static'
  if (traits.sku !== publicIpSku)
    return `Its SKU is ${skuWord(traits.sku)}, the group’s is ${skuWord(publicIpSku)}`
  return `${zoneText(traits)} is none of the group’s zones`
}
