import Link from 'next/link'
import { Ago } from '@/components/shell/ago'
import { StatusChip } from '@/components/shell/chips'
import { Fact, FactNote, Facts } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import { IdLink } from '@/components/shell/id-link'
import { WhyPart } from '@/components/why/why-part'
import { paths } from '@/lib/api/paths'
import type { NicView, VmView } from '@/lib/api/views/vms'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import { atStart, wordsOf } from '@/lib/domain/cloud-words'
import { idName } from '@/lib/domain/short-id'
import css from './inspector.module.css'
import { privateStatus, privateTag, publicTag, publicText } from './vm-words'

/** What a VM has, interface by interface, and why that and nothing else. */
export function VmHoldings(props: { vm: VmView }) {
  const { vm } = props
  const words = wordsOf(vm.cloud)
  return (
    <>
      <Facts>
        <Fact name="Zone">{vm.zone ?? 'None: the group is regional, or its zone is not known yet'}</Fact>
        <Fact name={`${atStart(words.machine)} in the cloud`}>
          {vm.machineId ? <Id value={vm.machineId} label={idName(vm.machineId)} /> : 'Not yet'}
          {vm.machineCount > 1 && <FactNote>{`Machine number ${vm.machineCount} of this VM.`}</FactNote>}
        </Fact>
        <Succession vm={vm} />
        <Fact name="Created">
          <Ago at={vm.createdAt} />
        </Fact>
        <Fact name="In this state since">
          <Ago at={vm.stateSince} />
        </Fact>
      </Facts>
      {vm.nics.map((nic) => (
        <section key={nic.name} className={css.nic} aria-label={nic.name}>
          <h3>
            {nic.name}
            {nic.primary && <span className={css.soft}>, primary</span>}
          </h3>
          <Nic nic={nic} words={words} />
        </section>
      ))}
    </>
  )
}

function Succession(props: { vm: VmView }) {
  const { groupId, replacesId, replacedById } = props.vm
  return (
    <>
      {replacesId && (
        <Fact name="Takes the place of">
          <IdLink href={paths.activity({ instance: replacesId })} value={replacesId} />
        </Fact>
      )}
      {replacedById && (
        <Fact name="Its place is taken by">
          <IdLink href={paths.group(groupId, 'instances', replacedById)} value={replacedById} />
        </Fact>
      )}
    </>
  )
}

function Nic(props: { nic: NicView; words: CloudWords }) {
  const { nic, words } = props
  const { private: own, publicIp, subnetId } = nic
  return (
    <Facts>
      <Fact name="Private IP">
        <span className={css.line}>
          {own.address === null ? (
            'The cloud has not told it yet'
          ) : (
            <IdLink href={paths.address(own.address, subnetId)} value={own.address} />
          )}
          <StatusChip status={privateStatus(own)} text={privateTag(own)} />
        </span>
        <FactNote>{own.why}</FactNote>
        {own.address !== null && (
          <WhyPart of={{ subnet: subnetId, address: own.address }} name={own.address} told />
        )}
      </Fact>
      <Fact name={atStart(words.publicIp)}>
        {publicIp.kind === 'none' || publicIp.kind === 'undecided' ? (
          publicText(publicIp)
        ) : (
          <>
            <span className={css.line}>
              {publicIp.address === null ? publicText(publicIp) : <Id value={publicIp.address} />}
              {publicIp.id !== null && <Id value={publicIp.id} label={idName(publicIp.id)} />}
              <StatusChip
                status={publicIp.kind === 'pool' ? 'active' : 'random'}
                text={publicTag(publicIp)}
              />
            </span>
            <FactNote>{publicIp.why}</FactNote>
            {publicIp.id !== null && (
              <WhyPart of={{ publicIp: publicIp.id }} name={publicIp.address ?? idName(publicIp.id)} told />
            )}
          </>
        )}
      </Fact>
      <Fact name={atStart(words.interface)}>
        {nic.interfaceId ? <Id value={nic.interfaceId} label={idName(nic.interfaceId)} /> : 'Not made yet'}
      </Fact>
      <Fact name={atStart(words.subnet)}>
        <Link href={paths.subnet(subnetId, own.address === null ? {} : { address: own.address })}>
          {idName(subnetId)}
        </Link>
      </Fact>
    </Facts>
  )
}
