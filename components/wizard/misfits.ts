import type { WizardValues } from '@/lib/api/schemas/wizard'
import type { NetworkView } from '@/lib/api/views/network'
import { plural } from '@/lib/domain/plural'
import { type Problem, problemAt } from './problems'

/** What was chosen earlier and does not fit the region and VPC that are chosen now. Known without asking the server. */
export function findMisfits(values: WizardValues, network: NetworkView): Problem[] {
  const { general, persistence } = values
  if (persistence.kind !== 'stateful') return []
  const found: Problem[] = []
  const vpc = network.virtualNetworks.find((item) => item.id === general.virtualNetworkId)
  if (general.virtualNetworkId !== '' && !vpc)
    found.push(
      problemAt(
        'general.virtualNetworkId',
        `${general.virtualNetworkId} is not in the inventory any more. Choose another VPC.`,
      ),
    )
  else if (vpc && vpc.region !== general.region)
    found.push(
      problemAt(
        'general.virtualNetworkId',
        `${vpc.name || vpc.id} is in ${vpc.region}, not in ${general.region}.`,
      ),
    )

  const strange = general.subnetIds.filter(
    (id) => network.subnets.find((item) => item.id === id)?.virtualNetwork.id !== general.virtualNetworkId,
  )
  if (vpc && strange.length > 0)
    found.push(
      problemAt(
        'general.subnetIds',
        `${plural(strange.length, 'subnet is', 'subnets are')} not in ${vpc.name || vpc.id}: ${strange.join(', ')}.`,
      ),
    )

  const groups = strayGroups(values, network)
  if (vpc && groups.length > 0)
    found.push(
      problemAt(
        'compute.securityGroupIds',
        `${groups.join(', ')} ${groups.length === 1 ? 'does' : 'do'} not belong to ${vpc.name || vpc.id}.`,
      ),
    )

  const elsewhere = persistence.publicIpPool.filter(
    (id) => network.publicIps.find((item) => item.id === id)?.region !== general.region,
  )
  if (general.region !== '' && elsewhere.length > 0)
    found.push(
      problemAt(
        'persistence.publicIpPool',
        `${plural(elsewhere.length, 'Elastic IP is', 'Elastic IPs are')} not in ${general.region}. Remove ${elsewhere.length === 1 ? 'it' : 'them'}.`,
      ),
    )
  return found
}

const strayGroups = ({ general, compute }: WizardValues, network: NetworkView): string[] =>
  compute.securityGroupIds.filter(
    (id) =>
      network.securityGroups.find((item) => item.id === id)?.virtualNetworkId !== general.virtualNetworkId,
  )

/** What choosing another region or VPC would mean, told before it is done. */
export type MoveView = {
  /** Subnets that would be taken out; the move asks when there are any. */
  readonly dropped: readonly string[]
  /** What stays as typed but will have to be mended, as noun phrases. */
  readonly unfitting: readonly string[]
}

export function viewMove(
  values: WizardValues,
  network: NetworkView,
  to: { readonly region: string; readonly virtualNetworkId: string },
): MoveView {
  const dropped = values.general.subnetIds.filter(
    (id) => network.subnets.find((item) => item.id === id)?.virtualNetwork.id !== to.virtualNetworkId,
  )
  const moved: WizardValues = { ...values, general: { ...values.general, ...to, subnetIds: [] } }
  const groups = strayGroups(moved, network)
  const { persistence } = values
  const [pool, publicPool] =
    persistence.kind === 'stateful' ? [persistence.privateIpPool, persistence.publicIpPool] : ['', []]
  const ips = publicPool.filter(
    (id) => network.publicIps.find((item) => item.id === id)?.region !== to.region,
  )
  const unfitting = [
    groups.length > 0 ? plural(groups.length, 'security group', 'security groups') : '',
    ips.length > 0 ? plural(ips.length, 'Elastic IP', 'Elastic IPs') : '',
    dropped.length > 0 && pool.trim() !== '' ? 'the private IP pool' : '',
  ]
  return { dropped, unfitting: unfitting.filter((text) => text !== '') }
}
