import { azureOverviewOf } from './azure/overview'
import type { Inner } from './knobs'
import type { MachineRow } from './machines'
import { machineOf, STATE_SQL } from './machines'
import type { Dated, MachineState, Overview, ShownMachine } from './protocol'

/** Everything the Simulator page shows, in one answer. */
export function overviewOf({ state, knobs }: Inner, machineLimit: number): Overview {
  const { faults, timing, market } = knobs
  const azure = azureOverviewOf(state, machineLimit)
  const now = state.now()
  const visibleFrom = now - timing.terminatedVisibleMs
  const counts = state.rows<{ zone: string; state: MachineState; count: number }>(
    `select zone, state, count(*) as count from (
       select zone, ${STATE_SQL} as state from machine where gone_at is null or gone_at > ?
     ) group by zone, state order by zone`,
    now,
    now,
    visibleFrom,
  )
  const machines = state.rows<MachineRow>(
    `select *, ${STATE_SQL} as state from machine where gone_at is null or gone_at > ?
     order by state = 'terminated', seq desc limit ?`,
    now,
    now,
    visibleFrom,
    machineLimit,
  )
  const total = (wanted: MachineState, zone?: string): number =>
    counts
      .filter((c) => c.state === wanted && (zone === undefined || c.zone === zone))
      .reduce((sum, c) => sum + c.count, 0)
  const zones = state.rows<{ zone: string }>(
    'select zone from subnet where zone is not null union select zone from machine order by zone',
  )
  const count = (sql: string): number => state.row<{ count: number }>(sql)?.count ?? 0
  return {
    now: new Date(now).toISOString(),
    machines: newestFirst([
      ...machines.map(
        (row): Dated => ({ at: row.launched_at, machine: { ...machineOf(row), cloud: 'aws' } }),
      ),
      ...azure.machines,
    ]).slice(0, machineLimit),
    machineCounts: {
      pending: total('pending') + azure.counts.pending,
      running: total('running') + azure.counts.running,
      'shutting-down': total('shutting-down') + azure.counts.shuttingDown,
      terminated: total('terminated'),
    },
    zones: [
      ...zones.map(({ zone }) => ({
        ...{ cloud: 'aws' as const, zone },
        pending: total('pending', zone),
        running: total('running', zone),
        shuttingDown: total('shutting-down', zone),
      })),
      ...azure.zones,
    ],
    interfaces: {
      ours:
        count('select count(*) as count from interface where instance_id is not null') +
        azure.interfaces.ours,
      oursInUse:
        count("select count(*) as count from interface where instance_id is not null and status = 'in-use'") +
        azure.interfaces.oursInUse,
      foreign:
        count('select count(*) as count from interface where instance_id is null') + azure.interfaces.foreign,
    },
    publicIps: {
      total: count('select count(*) as count from public_ip') + azure.publicIps.total,
      associated:
        count('select count(*) as count from public_ip where associated = 1') + azure.publicIps.associated,
    },
    subnets: count('select count(*) as count from subnet') + azure.subnets,
    faults,
    timing,
    market,
  }
}

/** Live ones before terminated ones. */
const newestFirst = (machines: readonly Dated[]): ShownMachine[] => {
  const isOver = ({ machine }: Dated): number => (machine.state === 'terminated' ? 1 : 0)
  return [...machines].sort((a, b) => isOver(a) - isOver(b) || b.at - a.at).map(({ machine }) => machine)
}
