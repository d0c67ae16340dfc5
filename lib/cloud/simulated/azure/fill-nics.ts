import { formatAddress } from '@/lib/domain/address'
import type { OurInterface, Ours } from '../fill-ours'
import type { State } from '../state'
import { hold } from './addresses'
import { contentOf, pointAt } from './nics'
import { subnetRow } from './rows'

/** Azure's part of `fillOurs`: interfaces with their public IPs, and VMs that run since this moment. */
export function fillNics(state: State, { interfaces, machines }: Ours): void {
  for (const one of interfaces) addNic(state, one)
  const now = state.now()
  for (const { id, instanceId, subnetId, zone } of machines)
    state.run(
      `insert into azure_vm (id, region, zone, instance_id, content, launched_at, running_at)
       values (?, ?, ?, ?, '{}', ?, ?)`,
      ...[id, subnetRow(state, subnetId)?.region ?? '', zone, instanceId, now, now],
    )
}

function addNic(state: State, one: OurInterface): void {
  const content = contentOf({
    ...{ id: one.id, name: one.name, subnetId: one.subnetId, instanceId: one.instanceId },
    address: one.dynamic ? null : formatAddress(one.address),
    ...{ networkSecurityGroupId: null, applicationSecurityGroupIds: [] },
  })
  state.run(
    `insert into azure_nic (id, name, subnet_id, foreign_use, vm_id, vm_position, instance_id, content)
     values (?, ?, ?, 0, ?, ?, ?, ?)`,
    ...[one.id, one.name, one.subnetId, one.machineId, one.position, one.instanceId],
    content,
  )
  hold(state, one.subnetId, one.id, one.address, 0)
  if (!one.publicIp) return
  pointAt(state, one.publicIp.id, one.id)
  if (one.publicIp.madeForIt)
    state.run(
      "update azure_public_ip set instance_id = ?, content = '{}' where id = ?",
      one.instanceId,
      one.publicIp.id,
    )
}
