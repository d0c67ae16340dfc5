import type { WizardValues } from '@/lib/api/schemas/wizard'
import { formatAddress } from '@/lib/domain/address'
import { cidrSize, parseCidr } from '@/lib/domain/cidr'
import { nicName } from './fields'

/** Where a private IP pool stands in the form's values. */
export type PoolPath = 'persistence.privateIpPool' | `persistence.nics.${number}.privateIpPool`

/** A private IP pool of the form. `key` stays the same when its interface is renamed or moved. */
export type WizardPool = {
  readonly key: string
  readonly name: string
  readonly path: PoolPath
  readonly text: string
  /** False: kept as typed, but it means nothing. */
  readonly enabled: boolean
  /** In which its members may lie. */
  readonly subnetIds: readonly string[]
}

/** The key of a stateful group's one pool. */
export const THE_POOL = 'pool'

export function poolsOf({ general, persistence }: WizardValues): WizardPool[] {
  if (persistence.kind === 'stateful')
    return [
      {
        ...{ key: THE_POOL, name: '', path: 'persistence.privateIpPool', text: persistence.privateIpPool },
        ...{ enabled: persistence.maintainPrivateIp, subnetIds: general.subnetIds },
      },
    ]
  return persistence.nics.map((nic, at) => ({
    ...{ key: nic.key, name: nicName(nic.name, at), path: `persistence.nics.${at}.privateIpPool` },
    ...{ text: nic.privateIpPool, enabled: true, subnetIds: nic.subnetId === '' ? [] : [nic.subnetId] },
  }))
}

/** The values with other texts in their pools, in the order of `poolsOf`. */
export function withPoolTexts(values: WizardValues, texts: readonly string[]): WizardValues {
  const { persistence } = values
  if (persistence.kind === 'stateful')
    return { ...values, persistence: { ...persistence, privateIpPool: texts[0] ?? '' } }
  const nics = persistence.nics.map((nic, at) => ({ ...nic, privateIpPool: texts[at] ?? '' }))
  return { ...values, persistence: { ...persistence, nics } }
}

/** The subnets that the group uses, once each. */
export const chosenSubnetIds = (values: WizardValues): string[] => [
  ...new Set(poolsOf(values).flatMap((pool) => pool.subnetIds)),
]

/** "10.0.1.16-21": what may be typed, of the subnet where there is one with room for it. */
export function exampleIn(block: string | undefined): string {
  const read = parseCidr(block ?? '')
  if (!read.ok || read.value.family !== 4 || cidrSize(read.value) < 32n) return '10.0.1.16-21'
  const first = formatAddress({ family: 4, value: read.value.base + 16n })
  return `${first}-${Number(first.slice(first.lastIndexOf('.') + 1)) + 5}`
}
