import { Fact, Facts } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import type { StatefulGroupView, StatefulPersistenceView } from '@/lib/api/views/groups'
import { atStart, many, wordsOf } from '@/lib/domain/cloud-words'
import type { Overflow } from '@/lib/domain/group'
import { plural } from '@/lib/domain/plural'
import { parsePool, poolSize } from '@/lib/domain/pool'

const OVERFLOW: Record<Overflow, string> = {
  random: 'Random subnet addresses',
  wait: 'Wait until the pool has room',
  refuse: 'Refuse the target',
}

/** What the group keeps, as the wizard's Persistence step says it, and what it launches with. */
export function PersistenceFacts(props: { view: StatefulGroupView }) {
  const { config, subnets } = props.view
  const { persistence } = config
  const words = wordsOf(config.cloud)
  const network = subnets[0]?.virtualNetwork
  return (
    <Facts columns>
      <Fact name="Maintain private IP">
        {persistence.maintainPrivateIp
          ? 'Yes: every instance keeps its address and interface'
          : 'No: a new address is drawn for every machine'}
      </Fact>
      <Fact name="Private IP pool">{privatePool(persistence)}</Fact>
      <Fact name={`${atStart(words.publicIp)} pool`}>
        {persistence.publicIpPool.length === 0
          ? 'None'
          : plural(persistence.publicIpPool.length, words.publicIp)}
      </Fact>
      {persistence.privateIpPool.length > 0 && (
        <Fact name="When target is larger than the pool">{OVERFLOW[persistence.overflow]}</Fact>
      )}
      <Fact name="Rest after release">{restText(config.coolingSeconds)}</Fact>
      <Fact name="Release what is paused">{retentionText(persistence.retention)}</Fact>
      <Fact name={atStart(words.virtualNetwork)}>
        {network && network.name !== network.id && `${network.name} `}
        <Id value={config.virtualNetworkId} />
      </Fact>
      <Fact name="Image">
        <Id value={config.compute.imageId} />
      </Fact>
      <Fact name={`${atStart(words.machine)} types`}>{config.compute.instanceTypes.join(', ')}</Fact>
      <Fact name={atStart(many(words.securityGroup))}>
        {config.compute.securityGroupIds.map((id) => (
          <Id key={id} value={id} />
        ))}
      </Fact>
    </Facts>
  )
}

function privatePool(persistence: StatefulPersistenceView): string {
  if (!persistence.maintainPrivateIp) return 'None'
  if (persistence.privateIpPool.length === 0) return 'None: addresses are drawn at random from the subnets'
  return plural(poolSize(parsePool(persistence.privateIpPool.join('\n')).entries), 'address', 'addresses')
}

function retentionText(retention: StatefulPersistenceView['retention']): string {
  if (retention === null) return 'Never by itself'
  const after = `After ${plural(retention.days, 'day')}`
  return retention.poolMembers ? `${after}, pool instances too` : `${after}, pool instances never`
}

/** "5 min", "90 s", "2 h" */
export function restText(seconds: number): string {
  if (seconds === 0) return 'None: a released address may be given on at once'
  if (seconds % 3600 === 0) return `${seconds / 3600} h before another owner may have it`
  if (seconds % 60 === 0) return `${seconds / 60} min before another owner may have it`
  return `${seconds} s before another owner may have it`
}
