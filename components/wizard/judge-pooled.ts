import { nicFields } from '@/lib/api/nic-fields'
import type { PooledValues, WizardValues } from '@/lib/api/schemas/wizard'
import type { NetworkView, PublicIpView } from '@/lib/api/views/network'
import { nicOfValues } from '@/lib/api/wizard-config'
import { type NicSurroundings, nicProblems, publicIpMisfit } from '@/lib/domain/check-nics'
import { cidr } from '@/lib/domain/cidr'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { PooledConfig } from '@/lib/domain/group'
import type { NicProblem } from '@/lib/domain/nic-problem'
import type { RangeSet } from '@/lib/domain/ranges'
import type { PublicIpProblem } from '@/lib/domain/refusal'
import { type Problem, problemAt } from './problems'

/** The values of a form whose group draws from pools. */
export type PooledForm = WizardValues & { persistence: PooledValues }

export const isPooledForm = (values: WizardValues): values is PooledForm =>
  values.persistence.kind === 'pooled'

/** The inventory as the domain's checks ask it. */
export function surroundingsOf(network: NetworkView): NicSurroundings {
  const clouds = new Map(network.virtualNetworks.map(({ id, cloud }) => [id, cloud]))
  return {
    subnets: new Map(
      network.subnets.flatMap(({ id, virtualNetwork, region, zone, name, cidrs }) => {
        const cloud = clouds.get(virtualNetwork.id)
        const place = { id, virtualNetworkId: virtualNetwork.id, region, zone, name, cidrs: cidrs.map(cidr) }
        return cloud ? [[id, { ...place, cloud }] as const] : []
      }),
    ),
    securityGroups: new Map(network.securityGroups.map((one) => [one.id, one])),
    loadBalancers: new Map(network.loadBalancers.map((one) => [one.id, one])),
  }
}

/**
 * The configuration that the form means so far; what is no number yet counts as none. `members`: what each private IP
 * pool lists, in the order of the interfaces.
 */
export function configSoFar(
  { general, compute, persistence }: PooledForm,
  members: readonly RangeSet[],
): PooledConfig {
  const number = (typed: number | string): number => Number(typed) || 0
  const { minimum, target, maximum } = general.capacity
  return {
    name: general.name,
    cloud: general.cloud,
    region: general.region,
    virtualNetworkId: persistence.virtualNetworkId,
    capacity: { minimum: number(minimum), target: number(target), maximum: number(maximum) },
    compute: { imageId: compute.imageId, instanceTypes: compute.instanceTypes, securityGroupIds: [] },
    persistence: {
      kind: 'pooled',
      resourceGroup: compute.resourceGroup,
      zones: general.zones,
      publicIpSku: persistence.publicIpSku,
      loadBalancerIds: persistence.loadBalancerIds,
      interfaces: persistence.nics.map((nic, at) => ({
        ...nicOfValues({ ...nic, privateIpPool: '' }).nic,
        privateIpPool: members[at] ?? [],
      })),
    },
    coolingSeconds: number(persistence.coolingSeconds),
  }
}

/** What is wrong with a pooled form as far as the inventory tells, without asking the server (Z1–Z4, Z8). */
export function judgePooled(
  config: PooledConfig,
  network: NetworkView,
  around: NicSurroundings,
  groupId: string | null,
): Problem[] {
  const found = [
    ...nicProblems(config, around).filter(({ problem }) => !isUnasked(problem, config)),
    ...publicPoolProblems(config, network, groupId),
  ]
  const names = config.persistence.interfaces.map(({ name }) => name)
  const fields = nicFields(found, names, wordsOf(config.cloud))
  return [...networkProblems(config, network), ...fields.map((one) => problemAt(one.path, one.message))]
}

/** What nobody has chosen yet is asked for when the field is left, not at once. */
const isUnasked = (problem: NicProblem['problem'], config: PooledConfig): boolean =>
  (problem.kind === 'unknown-interface-subnet' && problem.subnetId === '') ||
  (problem.kind === 'subnet-of-other-network' && config.virtualNetworkId === '')

function networkProblems({ virtualNetworkId, region, cloud }: PooledConfig, network: NetworkView): Problem[] {
  if (virtualNetworkId === '') return []
  const found = network.virtualNetworks.find((one) => one.id === virtualNetworkId)
  const { virtualNetwork } = wordsOf(cloud)
  const at = (message: string) => [problemAt('persistence.virtualNetworkId', message)]
  if (!found) return at(`This ${virtualNetwork} is not in the inventory any more. Choose another.`)
  return found.region === region
    ? []
    : at(
        `${found.name} is in ${found.region}; the group is in ${region}. Choose a ${virtualNetwork} of its region.`,
      )
}

function publicPoolProblems(
  config: PooledConfig,
  network: NetworkView,
  groupId: string | null,
): NicProblem[] {
  const seen = new Set<string>()
  return config.persistence.interfaces.flatMap((nic) => {
    if (!nic.publicIp) return []
    return nic.publicIpPool.flatMap((publicIpId): NicProblem[] => {
      const again = seen.has(publicIpId)
      seen.add(publicIpId)
      if (again) return [{ nic: nic.name, problem: { kind: 'public-ip-listed-twice', publicIpId } }]
      const view = network.publicIps.find((one) => one.id === publicIpId)
      const problem = view
        ? publicIpProblem(config, view, groupId)
        : ({ kind: 'unknown-public-ip', publicIpId } as const)
      return problem ? [{ nic: nic.name, problem }] : []
    })
  })
}

/** Why a public IP may not be a member of the group's pools; null when it may (B2, Z8). */
export function publicIpProblem(
  config: PooledConfig,
  view: PublicIpView,
  groupId: string | null,
): PublicIpProblem | null {
  const { id: publicIpId, address, pool, holder } = view
  const misfit = publicIpMisfit(config, { ...view, association: null })
  if (misfit) return misfit
  if (pool && pool.id !== groupId)
    return { kind: 'public-ip-other-pool', publicIpId, address, groupId: pool.id, groupName: pool.name }
  const isOwn = holder?.kind === 'instance' && holder.groupId === groupId
  // One that somebody else took since it was listed is passed over while they have it (Z6).
  return holder && !isOwn && !pool ? { kind: 'public-ip-held', publicIpId, address, holder } : null
}
