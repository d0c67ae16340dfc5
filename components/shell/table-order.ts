/** An IPv4 address as text that sorts by its octets, before other addresses, before none at all. */
export function addressOrder(address: string | null): string {
  if (address === null || address === '') return '3'
  const octets = address.split('.')
  if (octets.length !== 4) return `2 ${address}`
  return `1 ${octets.map((octet) => octet.padStart(3, '0')).join('.')}`
}
