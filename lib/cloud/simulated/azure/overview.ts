import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Dated, Overview } from '../protocol'
import type { State } from '../state'
import type { ShownVm } from './vms'
import { VM_COLUMNS, VM_STATE_SQL, vmOf } from './vms'
import { machineFrom } from './wire'

/** Azure's part of what the Simulator page shows. Its zones are listed once there is a network of Azure. */
export type AzureOverview = Pick<Overview, 'zones' | 'interfaces' | 'publicIps' | 'subnets'> & {
  readonly machines: readonly Dated[]
  readonly counts: Readonly<Record<'pending' | 'running' | 'shuttingDown', number>>
}

export function azureOverviewOf(state: State, machineLimit: number): AzureOverview {
  const now = state.now()
  const machines = state
    .rows<ShownVm>(`select ${VM_COLUMNS} from azure_vm v order by v.seq desc limit ?`, now, machineLimit)
    .map((row): Dated => ({ at: row.launched_at, machine: { ...machineFrom(vmOf(row)), cloud: 'azure' } }))
  const counted = state.rows<{ zone: string | null; state: string; count: number }>(
    `select zone, state, count(*) as count from (select zone, ${VM_STATE_SQL} as state from azure_vm)
     group by zone, state`,
    now,
  )
  const total = (wanted: string, zone?: string): number =>
    counted
      .filter((one) => one.state === wanted && (zone === undefined || one.zone === zone))
      .reduce((sum, one) => sum + one.count, 0)
  const totals = (zone?: string) => ({
    pending: total('Creating', zone),
    running: total('Running', zone),
    shuttingDown: total('Deallocating', zone),
  })
  const count = (sql: string): number => state.row<{ count: number }>(sql)?.count ?? 0
  const subnets = count('select count(*) as count from azure_subnet')
  return {
    machines,
    counts: totals(),
    zones:
      subnets === 0
        ? []
        : cloudRules.azure.zones.map((zone) => ({ cloud: 'azure' as const, zone, ...totals(zone) })),
    interfaces: {
      ours: count('select count(*) as count from azure_nic where instance_id is not null'),
      oursInUse: count(
        'select count(*) as count from azure_nic where instance_id is not null and vm_id is not null',
      ),
      foreign: count('select count(*) as count from azure_nic where instance_id is null'),
    },
    publicIps: {
      total: count('select count(*) as count from azure_public_ip'),
      associated: count('select count(*) as count from azure_public_ip where associated = 1'),
    },
    subnets,
  }
}
