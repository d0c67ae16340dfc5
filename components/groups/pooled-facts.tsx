import { Fact, FactNote, Facts } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import type { PooledGroupView } from '@/lib/api/views/groups'
import type { PoolsView } from '@/lib/api/views/vms'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { atStart, many, wordsOf } from '@/lib/domain/cloud-words'
import { idName } from '@/lib/domain/short-id'
import { restText } from './persistence-facts'

/** What the group lends its VMs, where they are made, and what becomes of it when one goes. */
export function PooledFacts(props: { view: PooledGroupView; pools: PoolsView }) {
  const { pools } = props
  const { config } = props.view
  const { persistence, cloud } = config
  const words = wordsOf(cloud)
  const sku = cloudRules[cloud].publicIpSkus.find(({ id }) => id === persistence.publicIpSku)
  return (
    <>
      <Facts columns>
        <Fact name="Resource group">
          <Id value={persistence.resourceGroup} />
        </Fact>
        <Fact name={atStart(words.virtualNetwork)}>
          <Id value={pools.virtualNetwork.id} label={pools.virtualNetwork.name} />
        </Fact>
        <Fact name="Zones">
          {persistence.zones.length === 0
            ? 'Regional: any free member fits'
            : `${persistence.zones.join(', ')}: the market chooses`}
        </Fact>
        <Fact name={`${atStart(words.publicIp)} SKU`}>
          {sku?.label ?? persistence.publicIpSku}
          {sku?.retired && <FactNote>{sku.retired}</FactNote>}
        </Fact>
        <Fact name="Load balancers">
          {pools.loadBalancers.length === 0
            ? 'None'
            : pools.loadBalancers.map(({ id, name }) => <Id key={id} value={id} label={name} />)}
        </Fact>
        <Fact name="Image">
          <Id value={config.compute.imageId} label={idName(config.compute.imageId)} />
        </Fact>
        <Fact name={`${atStart(words.machine)} sizes`}>{config.compute.instanceTypes.join(', ')}</Fact>
        <Fact name="Rest after release">{restText(config.coolingSeconds)}</Fact>
      </Facts>
      <Facts>
        <Fact name={`When a ${words.machine} goes`}>
          {`Its ${words.interface}s are deleted: addresses of pools are free for the next ${words.machine}, dynamic ones are given up. ${atStart(many(words.publicIp))} of pools are detached and kept, dynamic ones deleted.`}
        </Fact>
      </Facts>
    </>
  )
}
