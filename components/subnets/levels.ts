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
