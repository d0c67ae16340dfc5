import type { NicValues, WizardValues } from '@/lib/api/schemas/wizard'

/** What can be done to the list of interfaces. Pure: the form takes the answer as its new list. */

const NEW_NIC: Omit<NicValues, 'key' | 'name'> = {
  subnetId: '',
  primary: false,
  networkSecurityGroupId: '',
  applicationSecurityGroupIds: [],
  publicIp: false,
  privateIpPool: '',
  publicIpPool: [],
}

/** One more at the end, in the subnet of the last. */
export function addNic(nics: readonly NicValues[]): NicValues[] {
  const subnetId = nics.at(-1)?.subnetId ?? ''
  return [...nics, { ...NEW_NIC, ...namesFor(nics), subnetId, primary: nics.length === 0 }]
}

/** The same once more below it. Pools are not copied: a member may stand in one of them only. */
export function copyNic(nics: readonly NicValues[], at: number): NicValues[] {
  const copied = nics[at]
  if (!copied) return [...nics]
  const copy = { ...copied, ...namesFor(nics), primary: false, privateIpPool: '', publicIpPool: [] }
  return [...nics.slice(0, at + 1), copy, ...nics.slice(at + 1)]
}

/** Z2: exactly one stays primary, so the first takes the place of one that goes. */
export function removeNic(nics: readonly NicValues[], at: number): NicValues[] {
  const left = nics.filter((_, index) => index !== at)
  return nics[at]?.primary ? makePrimary(left, 0) : left
}

export const makePrimary = (nics: readonly NicValues[], at: number): NicValues[] =>
  nics.map((nic, index) => ({ ...nic, primary: index === at }))

/** Removing it loses something that was typed. */
export const hasPools = ({ privateIpPool, publicIpPool }: NicValues): boolean =>
  privateIpPool.trim() !== '' || publicIpPool.length > 0

/** The first of eth0, eth1 … that is free, and a key that no name can be: a name begins with a letter. */
function namesFor(nics: readonly NicValues[]): Pick<NicValues, 'key' | 'name'> {
  const firstFree = (taken: (n: number) => boolean): number => {
    let n = 0
    while (taken(n)) n++
    return n
  }
  const name = firstFree((n) => nics.some((nic) => nic.name.trim() === `eth${n}`))
  const key = firstFree((n) => nics.some((nic) => nic.key === `+${n}`))
  return { key: `+${key}`, name: `eth${name}` }
}

/** `values` with its interfaces in the order of `like`; one that it does not have is taken from there. */
export function alignNics(values: WizardValues, like: WizardValues): WizardValues {
  const { persistence } = values
  if (persistence.kind !== 'pooled' || like.persistence.kind !== 'pooled') return values
  const nics = like.persistence.nics.map((nic) => persistence.nics.find(({ key }) => key === nic.key) ?? nic)
  return { ...values, persistence: { ...persistence, nics } }
}
