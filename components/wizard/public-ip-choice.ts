import type { PublicIpView } from '@/lib/api/views/network'

/** Why a public IP cannot be put into this group's pool; null when it can. `groupId`: the group that is edited. */
export function whyNotPublicIp(ip: PublicIpView, groupId: string | null): string | null {
  if (ip.pool && ip.pool.id !== groupId) return `In the pool of ${ip.pool.name}`
  if (ip.holder?.kind === 'instance' && ip.holder.groupId === groupId) return null
  return ip.usable ? null : ip.stateText
}

export type FoundPublicIp = { readonly ip: PublicIpView; readonly reason: string | null }

/** Those that match, usable ones first; each group keeps the order of the inventory. */
export function findPublicIps(
  ips: readonly PublicIpView[],
  by: {
    readonly search: string
    readonly chosen: readonly string[]
    readonly reasonOf: (ip: PublicIpView) => string | null
  },
): FoundPublicIp[] {
  const wanted = by.search.trim().toLowerCase()
  const chosen = new Set(by.chosen)
  const found = ips
    .filter((ip) => !chosen.has(ip.id))
    .filter((ip) => `${ip.address} ${ip.id} ${ip.name} ${ip.stateText}`.toLowerCase().includes(wanted))
    .map((ip) => ({ ip, reason: by.reasonOf(ip) }))
  return [...found.filter((row) => row.reason === null), ...found.filter((row) => row.reason !== null)]
}

/** Moves one item by `by` places; at the ends nothing moves. */
export function moveItem<T>(items: readonly T[], at: number, by: number): T[] {
  const to = at + by
  const moved = [...items]
  if (at < 0 || at >= items.length || to < 0 || to >= items.length) return moved
  moved.splice(to, 0, ...moved.splice(at, 1))
  return moved
}
