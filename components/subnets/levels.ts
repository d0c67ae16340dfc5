import { parseAddress } from '@/lib/domain/address'
import { type Cidr, cidrContains, cidrFirst, formatCidr, parseCidr } from '@/lib/domain/cidr'
import { levelsTo } from '../map/layout'

const read = (text: string | null): Cidr | null => {
  const parsed = parseCidr(text ?? '')
  return parsed.ok ? parsed.value : null
}

/**
 * The CIDRs from a subnet's own down to the one whose occupancy shows `wanted` (from the URL; nonsense counts as none).
 * The last one is what is read; the square inside it is a matter of zoom.
 */
export function levelsOf(cidrs: readonly string[], first: string, wanted: string | null): string[] {
  const inside = read(wanted)
  for (const text of cidrs) {
    const own = read(text)
    if (!own || !inside || inside.prefix < own.prefix || !cidrContains(own, cidrFirst(inside))) continue
    return levelsTo(own, inside).map(formatCidr)
  }
  return [first]
}

/** The path to what is in sight: the levels, and the square that fills the map where there is one. */
export function pathOf(levels: readonly string[], inside: string | null): string[] {
  const last = read(levels.at(-1) ?? null)
  const square = read(inside)
  if (!last || !square || square.prefix <= last.prefix || !cidrContains(last, cidrFirst(square)))
    return [...levels]
  return [...levels, formatCidr(square)]
}

/** The one of a subnet's CIDRs that the address lies in. */
export function prefixWith(cidrs: readonly string[], address: string | null): string | null {
  const parsed = parseAddress(address ?? '')
  if (!parsed.ok) return null
  return (
    cidrs.find((text) => {
      const own = read(text)
      return own !== null && cidrContains(own, parsed.value)
    }) ?? null
  )
}

/** What tells a subnet's CIDRs apart: the family where it has one of each, otherwise the CIDR itself. */
export function prefixLabels(cidrs: readonly string[]): { value: string; label: string }[] {
  const isSix = (cidr: string) => cidr.includes(':')
  const oneOfEach = cidrs.length === 2 && isSix(cidrs[0] ?? '') !== isSix(cidrs[1] ?? '')
  return cidrs.map((value) => ({ value, label: oneOfEach ? (isSix(value) ? 'IPv6' : 'IPv4') : value }))
}
