import { Fact, FactNote } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import { Ip } from '@/components/shell/ip'
import type { AddressVmView } from '@/lib/api/views/network'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { atStart, wordsOf } from '@/lib/domain/cloud-words'

/** What is told of the VM that borrows an address: whose choice it was and why, its interface, what else it has. */
export function VmFacts(props: { vm: AddressVmView }) {
  const { vm } = props
  const words = wordsOf(vm.cloud)
  return (
    <>
      <Fact name="Private IP">
        {vm.method === 'static'
          ? 'Static, from the pool'
          : `Dynamic, chosen by ${cloudRules[vm.cloud].label}`}
        {vm.why !== '' && <FactNote>{vm.why}</FactNote>}
      </Fact>
      <Fact name={atStart(words.interface)}>
        {vm.interfaceId ? <Id value={vm.interfaceId} /> : 'Being created'}
        <FactNote>
          {vm.nicName}
          {vm.primary && ', primary'}
        </FactNote>
      </Fact>
      {vm.publicIp && (
        <Fact name={atStart(words.publicIp)}>
          <Ip address={vm.publicIp.address} plain />, <Id value={vm.publicIp.id} />
        </Fact>
      )}
      <Fact name={`${atStart(words.machine)} now`}>
        {vm.machineId ? <Id value={vm.machineId} /> : 'None yet'}
        {vm.zone && <FactNote>Zone {vm.zone}</FactNote>}
      </Fact>
    </>
  )
}
