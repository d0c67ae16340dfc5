import type { MachineRow } from './machines'
import { machineOf, STATE_SQL } from './machines'
import type { MachineState, Overview } from './protocol'
import type { FaultRule, Timing } from './settings'
import type { State } from './state'

/** Everything the Simulator page shows, in one answer. */
export function overviewOf(
  state: State,
  faults: readonly FaultRule[],
  timing: Timing,
  machineLimit: number,
): Overview {
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
    machines: machines.map(machineOf),
    machineCounts: {
      pending: total('pending'),
      running: total('running'),
      'shutting-down': total('shutting-down'),
      terminated: total('terminated'),
    },
    zones: zones.map(({ zone }) => ({
      zone,
      pending: total('pending', zone),
      running: total('running', zone),
      shuttingDown: total('shutting-down', zone),
    })),
    interfaces: {
      ours: count('select count(*) as count from interface where instance_id is not null'),
      oursInUse: count(
        "select count(*) as count from interface where instance_id is not null and status = 'in-use'",
      ),
      foreign: count('select count(*) as count from interface where instance_id is null'),
    },
    publicIps: {
      total: count('select count(*) as count from public_ip'),
      associated: count('select count(*) as count from public_ip where associated = 1'),
    },
    subnets: count('select count(*) as count from subnet'),
    faults,
    timing,
  }
}
