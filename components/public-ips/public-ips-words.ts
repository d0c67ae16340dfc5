import type { PublicIpView } from '@/lib/api/views/network'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { atStart, many, oneOrMany, SHARED_WORDS } from '@/lib/domain/cloud-words'
import { zoneSection } from '@/lib/domain/public-ip-state'

const { publicIp } = SHARED_WORDS

export const PUBLIC_IPS_TITLE = atStart(many(publicIp))

/** "23 public IPs, 4 held by our instances, 2 by others, 17 free". */
export function publicIpsSentence(ips: readonly PublicIpView[]): string {
  if (ips.length === 0) return ''
  const ours = ips.filter((ip) => ip.holder?.kind === 'instance').length
  const others = ips.filter((ip) => ip.holder !== null && ip.holder.kind !== 'instance').length
  const parts = [`${ips.length.toLocaleString('en')} ${oneOrMany(ips.length, publicIp)}`]
  if (ours > 0) parts.push(`${ours.toLocaleString('en')} held by our instances`)
  if (others > 0) parts.push(`${others.toLocaleString('en')} by others`)
  parts.push(`${(ips.length - ours - others).toLocaleString('en')} free`)
  return parts.join(', ')
}

/** "AWS · us-east-1", "Azure · westeurope, zone 1" */
export function whereText({ cloud, region, traits }: PublicIpView): string {
  const section = traits && zoneSection(traits)
  const zone =
    section &&
    (section === 'redundant'
      ? 'zone-redundant'
      : section === 'none'
        ? 'no\u00a0zone'
        : `zone\u00a0${section}`)
  return [`${cloudRules[cloud].label} · ${region}`, zone].filter(Boolean).join(', ')
}

/** Everything a row is found by. */
export const publicIpText = (ip: PublicIpView): string =>
  `${ip.address} ${ip.id} ${ip.name} ${whereText(ip)} ${ip.traits?.sku ?? ''} ${ip.stateText} ${ip.pool?.name ?? ''}`

/** Free ones first, then ours, then those of others. */
export function holderOrder(ip: PublicIpView): string {
  const rank = ip.holder === null ? 0 : ip.holder.kind === 'instance' ? 1 : 2
  return `${rank} ${ip.stateText}`
}
