/**
 * Which leading part of an address its neighbours share.
 *
 *   10.0.1.17                → "10.0.1." + "17"
 *   10.0.1.17 in 10.0.0.0/16 → "10.0."   + "1.17"
 *   2001:db8::1f             → "2001:db8::" + "1f"
 *
 * A CIDR or a range is an address followed by more text; only its first address is split.
 */
export function splitAddress(address: string, base?: string): { shared: string; own: string } {
  if (address.includes(':')) return cutAfter(address, address.lastIndexOf(':') + 1)
  const octets = address.split('.')
  if (octets.length < 4) return { shared: '', own: address }
  const dots = sharedOctets(address, base)
  let at = 0
  for (let i = 0; i < dots; i++) at = address.indexOf('.', at) + 1
  return cutAfter(address, at)
}

/** Whole octets covered by the base's prefix, at most three; three without a base that fits. */
function sharedOctets(address: string, base: string | undefined): number {
  if (base === undefined || base.includes(':')) return 3
  const [network = '', prefix = ''] = base.split('/')
  const octets = Math.min(3, Math.floor(Number(prefix) / 8))
  if (!Number.isInteger(octets) || octets < 0) return 3
  const same = network.split('.').slice(0, octets).join('.')
  return octets === 0 || address.startsWith(`${same}.`) ? octets : 0
}

const cutAfter = (text: string, at: number) => ({ shared: text.slice(0, at), own: text.slice(at) })
