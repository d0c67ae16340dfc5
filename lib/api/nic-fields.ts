import type { CloudWords } from '@/lib/domain/cloud-rules'
import type { NicFault, NicProblem } from '@/lib/domain/nic-problem'
import { nicFaultSentence, nicProblemSentence } from './nic-messages'

/** What of an interface a problem is about; the wizard's field by that name. */
type NicField =
  | 'name'
  | 'subnetId'
  | 'networkSecurityGroupId'
  | 'applicationSecurityGroupIds'
  | 'privateIpPool'
  | 'publicIpPool'

/** Where in the wizard each belongs: a field of the interface's own card, or one that stands for all of them. */
const PLACES: { readonly [kind in NicFault['kind']]: NicField | `${string}.${string}` } = {
  'outside-subnets': 'privateIpPool',
  reserved: 'privateIpPool',
  'listed-twice': 'privateIpPool',
  held: 'privateIpPool',
  'other-pool': 'privateIpPool',
  unreadable: 'privateIpPool',
  'wrong-family': 'privateIpPool',
  'listed-in-other-interface': 'privateIpPool',
  'unknown-public-ip': 'publicIpPool',
  'public-ip-other-region': 'publicIpPool',
  'public-ip-held': 'publicIpPool',
  'public-ip-other-pool': 'publicIpPool',
  'public-ip-listed-twice': 'publicIpPool',
  'public-ip-dynamic': 'publicIpPool',
  'public-ip-other-sku': 'publicIpPool',
  'public-ip-outside-zones': 'publicIpPool',
  'interface-name-repeated': 'name',
  'unknown-interface-subnet': 'subnetId',
  'subnet-of-other-network': 'subnetId',
  'unknown-interface-security-group': 'applicationSecurityGroupIds',
  'security-group-other-region': 'applicationSecurityGroupIds',
  'security-group-other-network': 'applicationSecurityGroupIds',
  'security-group-other-kind': 'applicationSecurityGroupIds',
  'too-many-security-groups': 'applicationSecurityGroupIds',
  'no-interface': 'persistence.nics',
  'no-primary': 'persistence.nics',
  'several-primaries': 'persistence.nics',
  'too-many-interfaces': 'persistence.nics',
  'pool-too-large': 'persistence.nics',
  'sku-retired': 'persistence.publicIpSku',
  'unknown-load-balancer': 'persistence.loadBalancerIds',
  'load-balancer-other-region': 'persistence.loadBalancerIds',
  'load-balancer-other-sku': 'persistence.loadBalancerIds',
  'unknown-zone': 'general.zones',
}

/**
 * The wizard's path of each problem, and its sentence. `names` are those of the interfaces in the order of the form; of
 * two with one name the later one is told that it is repeated.
 */
export function nicFields(
  problems: readonly NicProblem[],
  names: readonly string[],
  words: CloudWords,
): { readonly path: string; readonly message: string }[] {
  return problems.map((one) => {
    const place = PLACES[one.problem.kind]
    if (place.includes('.')) return { path: place, message: nicProblemSentence(one, words) }
    const at =
      one.problem.kind === 'interface-name-repeated'
        ? names.lastIndexOf(one.nic ?? '')
        : names.indexOf(one.nic ?? '')
    if (at < 0) return { path: 'persistence.nics', message: nicProblemSentence(one, words) }
    return {
      path: `persistence.nics.${at}.${inNetworkList(one.problem) ? 'networkSecurityGroupId' : place}`,
      message: nicFaultSentence(one.problem, words),
    }
  })
}

/** Of the two lists of security groups the one for network security groups. */
const inNetworkList = (problem: NicFault): boolean => 'list' in problem && problem.list === 'network'
