import { type Address, formatAddress } from './address'
import { cloudRules } from './cloud-rules'
import type { DraftAddresses } from './draft-addresses'
import type { DraftPublicIps } from './draft-public-ips'
import { type Explanation, type Obstacle, SkippedSoFar } from './explanation'
import type { NicConfig, PooledConfig, PooledPersistence } from './group'
import { eachMember, poolSize } from './pool'
import type { VmPrivateIp, VmPublicIp } from './pooled-vm'
import type { Holder } from './refusal'
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

/** What an interface gets, and the explanation of it; null: it gets nothing. */
export type ForNic<T> = { readonly chosen: T; readonly because: Explanation | null }

/** The members of one private pool, read once from front to back: what was not free does not become so in one plan. */
export class PrivatePoolReader {
  private readonly left: Iterator<Address>
  private readonly size: number
  private position = 0
  private readonly passed = new SkippedSoFar()

  constructor(private readonly nic: NicConfig) {
    this.left = eachMember(nic.privateIpPool)
    this.size = poolSize(nic.privateIpPool)
  }

  /** Z5: the next member that nobody has; else dynamic. What is taken stands in the way of the next. */
  next(addresses: DraftAddresses): { readonly chosen: VmPrivateIp; readonly because: Explanation } {
    const { name, subnetId } = this.nic
    for (let member = this.left.next(); !member.done; member = this.left.next()) {
      this.position += 1
      const { value } = member
      const found = addresses.findMember(member.value)
      if (!found.free) {
        const { because } = found
        this.passed.add(because, () => ({
          ...{ candidate: formatAddress(value), subnetId, publicIpId: null, because },
        }))
        continue
      }
      const why = `Member ${this.position} of ${this.size} of the private IP pool of ${name}, the first that was free.`
      const how = {
        kind: 'first-free',
        nic: name,
        position: this.position,
        of: this.size,
        zone: null,
      } as const
      const because = this.explain(how, found.restedUntil)
      return { chosen: { kind: 'pool', address: member.value, why }, because }
    }
    const why =
      this.size === 0
        ? `${name} has no private IP pool.`
        : `No member of the private IP pool of ${name} was free (${this.size === 1 ? formatAddress(firstOf(this.nic)) : `all ${this.size}`} held or resting).`
    // Nothing is passed over after the last member, so those that follow are explained alike.
    this.dynamic ??= this.explain({ kind: 'by-cloud', nic: name, of: this.size, zone: null }, null)
    return {
      chosen: { kind: 'dynamic', address: null, fellBack: this.size > 0, why },
      because: this.dynamic,
    }
  }

  /** `next` gave the VM this member: those after it are told who has it. */
  took(address: Address, holder: Holder): void {
    const because = { kind: 'planned', holder } as const
    const { subnetId } = this.nic
    this.passed.add(because, () => ({
      ...{ candidate: formatAddress(address), subnetId, publicIpId: null, because },
    }))
  }

  private dynamic: Explanation | null = null

  private explain(how: Explanation['how'], restedUntil: string | null): Explanation {
    return { rule: 'Z5', how, restedUntil, ...this.passed.told() }
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
): ForNic<VmPublicIp> {
  const { name, publicIpPool } = nic
  const { zone } = place
  const found = publicIps.nextFitting(publicIpPool, (traits) =>
    misfitOf(traits, place.config.persistence, zone),
  )
  const because = (how: Explanation['how']): Explanation => ({
    ...{ rule: 'Z6', how, restedUntil: null },
    ...found.passed,
  })
  const of = publicIpPool.length
  const where = zone === null ? 'in the region' : `in zone ${zone}`
  if (found.publicIpId !== null)
    return {
      chosen: {
        kind: 'pool',
        publicIpId: found.publicIpId,
        why: `The first member of the public IP pool of ${name} that was free ${where}.`,
      },
      because: because({ kind: 'first-free', nic: name, position: found.position, of, zone }),
    }
  const why =
    of === 0
      ? `${name} has no public IP pool.`
      : `No member of the public IP pool of ${name} was free ${where}.`
  // Of a SKU that is not sold any more there are only the members that exist (Z4).
  const fellBack = of > 0
  return canMakePublicIps(place.config)
    ? {
        chosen: { kind: 'dynamic', publicIpId: null, fellBack, why },
        because: because({ kind: 'by-cloud', nic: name, of, zone }),
      }
    : { chosen: { kind: 'none' }, because: null }
}

export const canMakePublicIps = ({ cloud, persistence }: PooledConfig): boolean =>
  cloudRules[cloud].publicIpSkus.some((one) => one.id === persistence.publicIpSku && one.retired === null)

/** May a VM of this group in this zone have a public IP with these traits? (Z4, Z6, Z8) */
export const fitsPlace = (
  traits: PublicIpTraits | null,
  group: Pick<PooledPersistence, 'publicIpSku' | 'zones'>,
  zone: string | null,
): boolean => misfitOf(traits, group, zone) === null

/** What stands in the way; null where it fits. */
function misfitOf(
  traits: PublicIpTraits | null,
  { publicIpSku, zones }: Pick<PooledPersistence, 'publicIpSku' | 'zones'>,
  zone: string | null,
): Obstacle | null {
  if (!traits) return { kind: 'unknown' }
  if (traits.method !== 'static') return { kind: 'not-static' }
  if (traits.sku !== publicIpSku) return { kind: 'other-sku', sku: traits.sku }
  if (zones.length === 0 || isZoneRedundant(traits) || (zone !== null && traits.zones.includes(zone)))
    return null
  return { kind: 'other-zone', zones: traits.zones }
}
