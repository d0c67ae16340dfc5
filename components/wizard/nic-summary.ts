import type { NicValues } from '@/lib/api/schemas/wizard'
import type { NetworkView } from '@/lib/api/views/network'
import { plural } from '@/lib/domain/plural'
import { poolSize } from '@/lib/domain/pool'
import { compactReadable } from './pool-text'

/** "TestSubnet3 10.0.1.0/24, 4 private addresses, 2 public IPs, web-nsg": what a closed card says. */
export function summariseNic(nic: NicValues, network: NetworkView): string {
  const subnet = network.subnets.find(({ id }) => id === nic.subnetId)
  const nameOf = (id: string): string => network.securityGroups.find((one) => one.id === id)?.name ?? id
  const privates = poolSize(compactReadable(nic.privateIpPool))
  const publics = nic.publicIpPool.length
  const applications = nic.applicationSecurityGroupIds.length
  return [
    subnet ? `${subnet.name} ${subnet.cidrs[0] ?? ''}` : 'No subnet chosen',
    privates > 0 ? plural(privates, 'private address', 'private addresses') : 'dynamic private address',
    !nic.publicIp
      ? 'no public IP'
      : publics > 0
        ? plural(publics, 'public IP', 'public IPs')
        : 'dynamic public IP',
    nic.networkSecurityGroupId && nameOf(nic.networkSecurityGroupId),
    applications > 0 && plural(applications, 'application security group', 'application security groups'),
  ]
    .filter(Boolean)
    .join(', ')
}
