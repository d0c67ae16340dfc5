import { cloudRules } from '@/lib/domain/cloud-rules'
import type { CloudRefusal } from '../protocol'
import type { State } from '../state'
import type { PublicIpRow, VmRow } from './rows'

// What Azure asks of a public IP before a VM has it: that it is of the VM's zone, and of the SKU of the VM's others.

export const zonesOf = (publicIp: Pick<PublicIpRow, 'zones'>): readonly string[] =>
  JSON.parse(publicIp.zones) as string[]

/** `others`: the public IPs on the VM's other interfaces. Null: it fits. */
export function misfitOf(
  publicIp: PublicIpRow,
  vm: Pick<VmRow, 'id' | 'zone'>,
  others: readonly PublicIpRow[],
): CloudRefusal | null {
  const zones = zonesOf(publicIp)
  if (vm.zone !== null && !zones.includes(vm.zone)) {
    const constraint = zones.length === 0 ? 'Regional' : zones.join(', ')
    return {
      code: 'ComputeResourceZoneConstraintDoesNotMatchPublicIPAddressZoneConstraint',
      message: `Compute resource ${vm.id} has a zone constraint ${vm.zone} but the PublicIPAddress ${publicIp.id} used by the compute resource via NetworkInterface or LoadBalancer has a different zone constraint ${constraint}.`,
    }
  }
  const other = others.find((one) => one.id !== publicIp.id && one.sku !== publicIp.sku)
  return other
    ? {
        code: 'DifferentSkuLoadBalancersAndPublicIPAddressNotAllowed',
        message: `Different basic sku and standard sku load balancer or public Ip resources in availability set is not allowed: ${publicIp.id} and ${other.id}.`,
      }
    : null
}

export const publicIpsOfVm = (state: State, vmId: string): PublicIpRow[] =>
  state.rows<PublicIpRow>(
    'select p.* from azure_public_ip p join azure_nic n on n.id = p.nic_id where n.vm_id = ?',
    vmId,
  )

/** How many the region has left is a quota, which Azure raises on request. */
export function quotaReached(state: State, region: string): CloudRefusal | null {
  const limit = cloudRules.azure.publicIpsPerRegion
  const count =
    state.row<{ count: number }>('select count(*) as count from azure_public_ip where region = ?', region)
      ?.count ?? 0
  return count < limit
    ? null
    : {
        code: 'PublicIPCountLimitReached',
        message: `Cannot create more than ${limit} public IP addresses for this subscription in this region.`,
      }
}
