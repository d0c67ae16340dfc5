import Link from 'next/link'
import { Ago } from '@/components/shell/ago'
import { StatusChip } from '@/components/shell/chips'
import { Fact, FactNote, Facts } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import { IdLink } from '@/components/shell/id-link'
import { WhyPart } from '@/components/why/why-part'
import { paths } from '@/lib/api/paths'
import type { InstanceView } from '@/lib/api/views/instances'
import { atStart, wordsOf } from '@/lib/domain/cloud-words'
import css from './inspector.module.css'
import { machineText, noMachineText, originOf } from './instance-words'

/** What a stateful instance holds, and why: address, interface, public IP, the machine behind it for now. */
export function InstanceHoldings(props: { instance: InstanceView }) {
  const { instance } = props
  const words = wordsOf(instance.cloud)
  const { address, subnetId, addressStatus, publicIp } = instance
  return (
    <Facts>
      <Fact name="Private IP">
        {address ? (
          <span className={css.line}>
            <IdLink href={paths.address(address, subnetId ?? undefined)} value={address} />
            {addressStatus && <StatusChip status={addressStatus} />}
          </span>
        ) : (
          'None while it has no machine'
        )}
        {address && subnetId && (
          <FactNote>
            <Link href={paths.subnet(subnetId, { address })}>See it on the map</Link>
          </FactNote>
        )}
      </Fact>
      <Fact name="Why this address">
        <Why of={instance} />
        {address && subnetId && <WhyPart of={{ subnet: subnetId, address }} name={address} told />}
      </Fact>
      <Fact name={atStart(words.interface)}>
        {instance.interfaceId ? <Id value={instance.interfaceId} /> : 'Created at the first resume'}
      </Fact>
      <Fact name={atStart(words.publicIp)}>
        {publicIp ? (
          <>
            <span className={css.line}>
              <Id value={publicIp.address} /> <Id value={publicIp.id} />
            </span>
            <WhyPart of={{ publicIp: publicIp.id }} name={publicIp.address} told />
          </>
        ) : (
          (instance.publicIpWarning ?? 'None')
        )}
      </Fact>
      <Fact name={`${atStart(words.machine)} now`}>
        <MachineNow of={instance} />
      </Fact>
      <Fact name="Zone and subnet">
        {instance.zone ?? 'No zone'}
        {subnetId && (
          <>
            , <IdLink href={paths.subnet(subnetId)} value={subnetId} />
          </>
        )}
      </Fact>
      <Fact name="In this state since">
        <Ago at={instance.stateSince} />
      </Fact>
      <Fact name="Created">
        <Ago at={instance.createdAt} />
      </Fact>
    </Facts>
  )
}

/** What became of the address since it was chosen is said too: a retained one left the pool (A7). */
function Why(props: { of: InstanceView }) {
  const { addressWhy, retained } = props.of
  const origin = originOf(props.of)
  return (
    <>
      {addressWhy || origin.text}
      {addressWhy !== '' && retained && (
        <FactNote>
          {origin.tag}. {origin.text}
        </FactNote>
      )}
    </>
  )
}

function MachineNow(props: { of: InstanceView }) {
  const { machineId } = props.of
  if (machineId === null) return noMachineText(props.of)
  const which = machineText(props.of)
  return (
    <>
      <Id value={machineId} />
      {which && `, ${which}`}
    </>
  )
}
