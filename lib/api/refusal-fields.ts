import type { Refusal } from '@/lib/domain/refusal'
import { drillField } from './drill-messages'
import { refusalSentence } from './messages'

/** Where in the wizard a refusal's sentences belong: react-hook-form paths. */
export function refusalFields(refusal: Refusal): { path: string; message: string }[] {
  const at = (path: string) => [{ path, message: refusalSentence(refusal) }]
  switch (refusal.kind) {
    case 'invalid':
      return [...refusal.problems]
    case 'members':
    case 'subnets-full':
      return at('persistence.privateIpPool')
    case 'overflow-refused':
      return at('persistence.overflow')
    case 'public-ips':
      return at('persistence.publicIpPool')
    case 'no-persistence':
      return at('persistence.maintainPrivateIp')
    case 'name-taken':
      return at('general.name')
    case 'capacity-order':
    case 'at-maximum':
      return at('general.capacity.target')
    case 'unknown-subnet':
    case 'subnet-elsewhere':
      return at('general.subnetIds')
    case 'network-fixed':
    case 'unknown-virtual-network':
    case 'network-of-other-region':
      return at('general.virtualNetworkId')
    case 'unknown-security-group':
      return at('compute.securityGroupIds')
    case 'weak-password':
      return at('password')
    case 'wrong-password':
      return at('present')
    case 'wrong-code':
    case 'code-used':
      return at('code')
    case 'person-exists':
      return at('email')
    case 'task-not-for-group':
      return at('kind')
    case 'drill':
      return drillField(refusal.problem).flatMap(at)
    case 'settings-moved':
      return refusal.moved.map(({ name, from, to }) => ({
        path: name,
        message: `Changed from ${String(from)} to ${String(to)} meanwhile.`,
      }))
    default:
      return []
  }
}
