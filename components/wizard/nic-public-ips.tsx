'use client'

import { publicIpReason, skuWord } from '@/lib/api/nic-messages'
import type { NicValues } from '@/lib/api/schemas/wizard'
import type { PublicIpView } from '@/lib/api/views/network'
import { nicName, nicPath } from './fields'
import { publicIpProblem } from './judge-pooled'
import { PublicIpField } from './public-ip-field'
import { zoneLabel } from './public-ip-zones'
import { useCloud, usePooled, useWizard } from './wizard-context'

/** The public IPs that an interface hands out, by the zones that they fit; what cannot be chosen says why (Z6, Z8). */
export function NicPublicIps({ nic, at }: { nic: NicValues; at: number }) {
  const { form, network, values, groupId, soFar } = useWizard()
  const { nics } = usePooled()
  const { cloud, zones, resourceGroupOf } = useCloud()
  const path = nicPath(at, 'publicIpPool')
  const reasonOf = (ip: PublicIpView): string | null => {
    const other = nics.findIndex(
      (one) => one.key !== nic.key && one.publicIp && one.publicIpPool.includes(ip.id),
    )
    if (other >= 0) return `In the pool of ${nicName(nics[other]?.name ?? '', other)}`
    const problem = soFar && publicIpProblem(soFar, ip, groupId)
    return problem && publicIpReason(problem)
  }
  const more = ({ id, name, traits }: PublicIpView): string =>
    [name, resourceGroupOf(id), traits && skuWord(traits.sku), zoneLabel(traits)].filter(Boolean).join(' · ')
  return (
    <PublicIpField
      path={path}
      label="Public IP pool"
      hint="Handed out in this order, each to a VM whose zone it fits; the pool never decides the zone."
      chosen={nic.publicIpPool}
      ips={network.publicIps.filter((ip) => ip.cloud === cloud && ip.region === values.general.region)}
      reasonOf={reasonOf}
      more={more}
      zones={zones}
      onChange={(ids) =>
        form.setValue(path, [...ids], { shouldDirty: true, shouldTouch: true, shouldValidate: true })
      }
    />
  )
}
