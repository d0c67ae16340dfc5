import Link from 'next/link'
import type { ReactNode } from 'react'
import { Ago } from '@/components/shell/ago'
import { StateChip } from '@/components/shell/chips'
import { Id } from '@/components/shell/id'
import { Ip } from '@/components/shell/ip'
import { paths } from '@/lib/api/paths'
import type { AddressView } from '@/lib/api/views/network'
import css from './addresses.module.css'

/** What an address is now, as terms and facts. `view`: AddressView. */
export function AddressFacts(props: { view: AddressView }) {
  const { view } = props
  const { instance, group, cell, subnet } = view
  const facts: [string, ReactNode][] = []
  if (instance && group)
    facts.push([
      'Held by',
      <span key="held" className={css.now}>
        <span>
          <Link href={paths.group(group.id, 'instances', instance.id)} className={css.mono}>
            {instance.id}
          </Link>{' '}
          in <Link href={paths.group(group.id)}>{group.name}</Link>
        </span>
        <StateChip sentence={instance.sentence} />
      </span>,
    ])
  else if (cell?.holderText) facts.push([cell.holder ? 'Held by' : 'Status', cell.holderText])
  if (cell?.since) facts.push(['Since', <Ago key="since" at={cell.since} />])
  const interfaceId =
    instance?.interfaceId ?? (cell?.holder?.kind === 'instance' ? null : cell?.holder?.interfaceId)
  if (interfaceId) facts.push(['Interface', <Id key="eni" value={interfaceId} />])
  if (instance?.publicIp) facts.push(['Elastic IP', <ElasticIp key="eip" {...instance.publicIp} />])
  if (instance?.machineId)
    facts.push([
      'Instance now',
      <MachineNow key="machine" id={instance.machineId} nth={instance.machineCount} />,
    ])
  if (instance?.addressWhy) facts.push(['Why this address', instance.addressWhy])
  if (view.poolOf)
    facts.push([
      'Private IP pool',
      <Link key="pool" href={paths.group(view.poolOf.id, 'network')}>
        {view.poolOf.name}
      </Link>,
    ])
  const drift = instance?.drift ?? cell?.drift
  if (drift)
    facts.push([
      'Drift',
      <span key="drift" className={css.bad}>
        {drift}
      </span>,
    ])
  facts.push(
    subnet
      ? ['Subnet', <SubnetFact key="subnet" subnet={subnet} />]
      : ['Subnet', 'In no subnet that is known here.'],
  )
  return (
    <dl className={css.facts}>
      {facts.map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  )
}

const ElasticIp = (props: { id: string; address: string }) => (
  <>
    <Ip address={props.address} plain />
    <br />
    <Id value={props.id} />
  </>
)

function MachineNow(props: { id: string; nth: number }) {
  return (
    <>
      <Id value={props.id} />
      {props.nth > 1 && `, the ${ordinal(props.nth)} of this instance`}
    </>
  )
}

function SubnetFact(props: { subnet: NonNullable<AddressView['subnet']> }) {
  const { subnet } = props
  return (
    <>
      <Link href={paths.subnet(subnet.id)}>
        <Ip address={subnet.cidrs[0] ?? subnet.id} plain />
      </Link>
      <br />
      <span className={css.soft}>
        {[subnet.name, subnet.virtualNetwork.name, subnet.zone ?? subnet.region].filter(Boolean).join(', ')}
      </span>
    </>
  )
}

/** 2nd, 3rd, 4th, 11th, 21st. */
function ordinal(nth: number): string {
  const tens = nth % 100
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][nth % 10] ?? 'th')
  return `${nth}${ending}`
}
