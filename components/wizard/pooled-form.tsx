'use client'

import { Consequence } from './consequence'
import { nicName } from './fields'
import { LoadBalancerField } from './load-balancer-field'
import { NicCards } from './nic-cards'
import { PublicIpSkuField } from './public-ip-sku-field'
import { RestField } from './rest-field'
import { VirtualNetworkFields } from './virtual-network-fields'
import css from './wizard.module.css'
import { usePooled, useWizard } from './wizard-context'

/** The form of a group that draws from pools (Z1–Z9): left what is chosen, right what that means. */
export function PooledForm() {
  const { nicView } = useWizard()
  const { nics } = usePooled()
  const at = Math.max(
    0,
    nics.findIndex(({ key }) => key === nicView.chosen),
  )
  const shown = nics[at]
  return (
    <div className={css.two}>
      <div>
        <h2 className={css.section}>Network Persistency</h2>
        <VirtualNetworkFields />
        <PublicIpSkuField />
        <LoadBalancerField />
        <NicCards />
        <RestField />
      </div>
      {shown && (
        <Consequence
          poolKey={shown.key}
          heading={nics.length > 1 ? `Subnet of ${nicName(shown.name, at)}` : undefined}
        />
      )}
    </div>
  )
}
