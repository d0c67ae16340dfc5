import { type Address, formatAddress } from './address'
import { cloudRules } from './cloud-rules'
import type { DraftAddresses } from './draft-addresses'
import type { DraftPublicIps } from './draft-public-ips'
import type { NicConfig, PooledConfig, PooledPersistence } from './group'
import { eachMember, poolSize } from './pool'
import type { VmPrivateIp, VmPublicIp } from './pooled-vm'
import { isZoneRedundant, type PublicIpTraits } from './subnet'

/*
 * What one interface of one VM gets, chosen from the pools of that interface in list order.
 *
 *   private IP pool   .4 held   .5 held   .6 free        → static 10.0.1.6                     (Z5)
 *                     .4 held   .5 held   .6 rests       → dynamic, the cloud chooses          (Z5)
 *   public IP pool    a zone 1  b zone 2  c zones 1-3    VM in zone 2: b, then c, then dynamic (Z6)
 *
 * A member that anybody has is passed over, never an error, and the pool never decides in which zone a VM runs.
 */

/** The members of one private pool, read once from front to back: what was not free does not become so in one plan. */
export class PrivatePoolReader {
  private readonly left: Iterator<Address>
  private readonly size: number
  private position = 0

  constructor(private readonly nic: NicConfig) {
    this.left = eachMember(nic.privateIpPool)
    this.size = poolSize(nic.privateIpPool)
  }

  /** Z5: the next member that nobody has; else dynamic. */
  next(addresses: DraftAddresses): VmPrivateIp {
    for (let member = this.left.next(); !member.done; member = this.left.next()) {
      this.position += 1
      if (addresses.memberState(member.value) !== 'free') continue
      const why = `Member ${this.position} of ${this.size} of the private IP pool of ${this.nic.name}, the first that was free.`
      return { kind: 'pool', address: member.value, why }
    }
    const why =
      this.size === 0
        ? `${this.nic.name} has no private IP pool.`
        : `No member of the private IP pool of ${this.nic.name} was free (${this.size === 1 ? formatAddress(firstOf(this.nic)) : `all ${this.size}`} held or resting).`
    return { kind: 'dynamic', address: null, fellBack: this.size > 0, why }
  }
}

function firstOf(nic: NicConfig): Address {
  const first = eachMember(nic.privateIpPool).next()
  if (first.done) throw new Error(`${nic.name} has no pool member`)
  return first.value
}

/**
 * Z6: regional group: any free member; else a free member of the zone that the market chose, or a zone-redundant one.
 * Members come in list order, so an operator who lists zone-redundant ones last keeps them for where nothing else fits.
 */
export function choosePublicIp(
  publicIps: DraftPublicIps,
  nic: NicConfig,
  place: { readonly config: PooledConfig; readonly zone: string | null },
): VmPublicIp {
  const found = publicIps.nextFitting(nic.publicIpPool, (traits) =>
    fitsPlace(traits, place.config.persistence, place.zone),
  )
  const where = place.zone === null ? 'in the region' : `in zone ${place.zone}`
  if (found)
    return {
      kind: 'pool',
      publicIpId: found,
      why: `The first member of the public IP pool of ${nic.name} that was free ${where}.`,
    }
  const why =
    nic.publicIpPool.length === 0
      ? `${nic.name} has no public IP pool.`
      : `No member of the public IP pool of ${nic.name} was free ${where}.`
  // Of a SKU that is not sold any more there are only the members that exist (Z4).
  const fellBack = nic.publicIpPool.length > 0
  return canMakePublicIps(place.config)
    ? { kind: 'dynamic', publicIpId: null, fellBack, why }
    : { kind: 'none' }
}

export const canMakePublicIps = ({ cloud, persistence }: PooledConfig): boolean =>
  cloudRules[cloud].publicIpSkus.some((one) => one.id === persistence.publicIpSku && one.retired === null)

/** May a VM of this group in this zone have a public IP with these traits? (Z4, Z6, Z8) */
export function fitsPlace(
  traits: PublicIpTraits | null,
  { publicIpSku, zones }: Pick<PooledPersistence, 'publicIpSku' | 'zones'>,
  zone: string | null,
): boolean {
  if (traits?.method !== 'static' || traits.sku !== publicIpSku) return false
  if (zones.length === 0) return true
  return isZoneRedundant(traits) || (zone !== null && traits.zones.includes(zone))
}
