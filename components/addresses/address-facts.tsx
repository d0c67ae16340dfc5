import Link from 'next/link'
import { Ago } from '@/components/shell/ago'
import { StateChip } from '@/components/shell/chips'
import { Fact, FactNote, Facts } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import { IdLink } from '@/components/shell/id-link'
import { Ip } from '@/components/shell/ip'
import { nth } from '@/components/shell/ordinal'
import { placeText } from '@/components/subnets/subnet-figures'
import { WhyPart } from '@/components/why/why-part'
import { paths } from '@/lib/api/paths'
import type { InstanceView } from '@/lib/api/views/instances'
import type { AddressView } from '@/lib/api/views/network'
import { atStart, wordsOf } from '@/lib/domain/cloud-words'
import css from './addresses.module.css'
import { VmFacts } from './vm-facts'

/** What an address is now, as terms and facts. `view`: AddressView. */
export function AddressFacts(props: { view: AddressView }) {
  const { view } = props
  const { instance, vm, cell } = view
  const interfaceId =
    instance?.interfaceId ?? (cell?.holder?.kind === 'instance' ? null : cell?.holder?.interfaceId)
  const drift = instance?.drift ?? cell?.drift
  return (
    <Facts>
      <Holder view={view} />
      {cell?.since && (
        <Fact name="Since">
          <Ago at={cell.since} />
        </Fact>
      )}
      {vm && <VmFacts vm={vm} />}
      {interfaceId && (
        <Fact name="Interface">
          <Id value={interfaceId} />
        </Fact>
      )}
      {instance && <OfInstance instance={instance} />}
      {view.subnet && (
        <Fact name={instance || vm ? 'Why this address' : 'Why so'}>
          {instance?.addressWhy}
          <WhyPart
            of={{ subnet: view.subnet.id, address: view.address }}
            name={view.address}
            told={vm !== null || Boolean(instance?.addressWhy)}
          />
        </Fact>
      )}
      {view.poolOf && (
        <Fact name="Private IP pool">
          <Link href={paths.group(view.poolOf.id, 'network')}>{view.poolOf.name}</Link>
        </Fact>
      )}
      {drift && (
        <Fact name="Drift">
          <span className={css.bad}>{drift}</span>
        </Fact>
      )}
      <Fact name="Subnet">
        {view.subnet ? <InSubnet of={view.subnet} /> : 'In no subnet that is known here.'}
      </Fact>
    </Facts>
  )
}

function Holder(props: { view: AddressView }) {
  const { instance, vm, group, cell } = props.view
  const holds = instance ?? vm
  if (holds && group)
    return (
      <Fact name="Held by">
        <span className={css.now}>
          <span>
            <IdLink href={paths.group(group.id, 'instances', holds.id)} value={holds.id} /> in{' '}
            <Link href={paths.group(group.id)}>{group.name}</Link>
          </span>
          {instance && <StateChip sentence={instance.sentence} />}
        </span>
      </Fact>
    )
  if (!cell?.holderText) return null
  return <Fact name={cell.holder ? 'Held by' : 'Status'}>{cell.holderText}</Fact>
}

function OfInstance(props: { instance: InstanceView }) {
  const { publicIp, machineId, machineCount } = props.instance
  const words = wordsOf(props.instance.cloud)
  return (
    <>
      {publicIp && (
        <Fact name={atStart(words.publicIp)}>
          <Id value={publicIp.address} />
          <br />
          <Id value={publicIp.id} />
        </Fact>
      )}
      {machineId && (
        <Fact name={`${atStart(words.machine)} now`}>
          <Id value={machineId} />
          {machineCount > 1 && `, the ${nth(machineCount)} on this address`}
        </Fact>
      )}
    </>
  )
}

function InSubnet(props: { of: NonNullable<AddressView['subnet']> }) {
  const { of: subnet } = props
  return (
    <>
      <Link href={paths.subnet(subnet.id)}>
        <Ip address={subnet.cidrs[0] ?? subnet.id} plain />
      </Link>
      <FactNote>
        {[subnet.name, subnet.virtualNetwork.name, placeText(subnet)].filter(Boolean).join(', ')}
      </FactNote>
    </>
  )
}
