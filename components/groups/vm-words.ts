import type { NicView, PublicIpOfNic, VmView } from '@/lib/api/views/vms'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import type { AddressStatus } from '@/lib/domain/occupancy'
import { VM_ACTIONS, type VmAction } from '@/lib/domain/pooled-vm'
import { idName } from '@/lib/domain/short-id'
import type { MemberFilter, MemberKind } from './member'

/** A pool member is chosen by us, any other address by the cloud. */
export const privateTag = ({ kind }: NicView['private']): 'Static' | 'Dynamic' =>
  kind === 'pool' ? 'Static' : 'Dynamic'

/** The same marks as on the map. */
export const privateStatus = ({ kind }: NicView['private']): AddressStatus =>
  kind === 'pool' ? 'active' : 'random'

/** "Pool", "Dynamic": a member that is kept, or one that goes with its VM. */
export const publicTag = ({ kind }: PublicIpOfNic): string => (kind === 'pool' ? 'Pool' : 'Dynamic')

/** What stands in the place of a public IP that has no address to show. */
export function publicText(publicIp: PublicIpOfNic): string {
  switch (publicIp.kind) {
    case 'none':
      return 'None'
    case 'undecided':
      return 'When its zone is known'
    case 'pool':
    case 'dynamic':
      return publicIp.address ?? (publicIp.id === null ? 'Being made' : idName(publicIp.id))
  }
}

const FILTERS: readonly MemberFilter<VmView>[] = [
  { value: 'active', label: 'Active', keeps: ({ state }) => state === 'active' },
  {
    value: 'changing',
    label: 'Changing',
    keeps: ({ state, wanted }) =>
      !wanted || state === 'launching' || state === 'placed' || state === 'leaving',
  },
  {
    value: 'trouble',
    label: 'In trouble',
    keeps: ({ sentence: { tone } }) => tone === 'bad' || tone === 'warn',
  },
  { value: 'pool', label: 'On pool addresses', keeps: ({ lent }) => lent === 'onPool' },
  { value: 'dynamic', label: 'Dynamic instead', keeps: ({ lent }) => lent === 'dynamic' },
]

/** Everything that a VM is found by. */
const vmText = (vm: VmView): string =>
  [
    ...[
      vm.id,
      vm.sentence.text,
      vm.reason,
      vm.drift,
      vm.machineId,
      vm.zone === null ? '' : `zone ${vm.zone}`,
    ],
    ...vm.nics.flatMap(({ name, interfaceId, subnetId, private: own, publicIp }) => [
      ...[name, own.address, privateTag(own), interfaceId, idName(subnetId)],
      ...(publicIp.kind === 'pool' || publicIp.kind === 'dynamic'
        ? [publicIp.address, publicIp.id, publicTag(publicIp)]
        : []),
    ]),
  ].join(' ')

/** `words`: what the cloud of the group calls things. */
export const vmKind = (words: CloudWords): MemberKind<VmView, VmAction> => ({
  one: words.machine,
  title: words.machine,
  actions: VM_ACTIONS,
  words: {
    replace: { verb: 'Replace', past: 'replaced' },
    remove: { verb: 'Remove', past: 'removed' },
  },
  ends: 'remove',
  filters: FILTERS,
  text: vmText,
})
