/** What a sample subscription has. */
export type SampleWish = {
  /** As the CLI writes it: `westeurope`. */
  readonly location: string
  /** Subnets of /20, as many as the NICs need, at least three; a virtual network for every 16 of them. */
  readonly interfaces: number
  readonly publicIps: number
}

export const INTERFACES_PER_SUBNET = 3500
export const SUBSCRIPTION = '/subscriptions/6d0f3a52-41c7-4a3e-9d0b-2f7f7a1c9e55'
export const NETWORK_GROUP = 'rg-network'
export const COMPUTE_GROUP = 'RG-Orders'

/** The id of a resource of the network provider. */
export const resourceId = (group: string, path: string): string =>
  `${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.Network/${path}`

/** A made-up GUID, a different one for every number: multiplying by an odd number loses nothing. */
export function sampleGuid(n: number): string {
  const hex = (by: number) => (((n + 1) * by) % 4_294_967_296).toString(16).padStart(8, '0')
  const [a, b, c, d] = [2_654_435_761, 2_246_822_519, 3_266_489_917, 668_265_263].map(hex)
  return `${a}-${b?.slice(0, 4)}-4${b?.slice(5)}-9${c?.slice(1, 4)}-${c?.slice(4)}${d}`
}

export const etag = (n: number): string => `W/"${sampleGuid(n)}"`

export type SampleSubnet = {
  readonly index: number
  readonly id: string
  readonly name: string
  readonly network: number
  readonly location: string
  /** The first is the one that NICs are in. */
  readonly prefixes: readonly string[]
  readonly interfaces: number
}
