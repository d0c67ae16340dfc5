import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import { interfaceRow, noSuchInterface, subnetRow } from './interfaces'
import { readPage } from './paging'
import type { CloudRefusal, Input, MachineState, WireMachine, WirePage } from './protocol'
import type { Timing } from './settings'
import type { State } from './state'
import { forgetOldTokens } from './tokens'

// A machine's states follow from the moments in its row:
//
//   launched_at ──pending──▶ running_at ──running──▶ stopping_at ──shutting-down──▶ gone_at ──terminated──▶ forgotten
//
// Only what others see of the end, the interface becoming available, is written, by `settle` at the start of each call.

const USER_SHUTDOWN = 'Client.UserInitiatedShutdown: User initiated shutdown'
export const SPOT_TERMINATION = 'Server.SpotInstanceTermination: Spot instance termination'

/** The state of a machine row at the moment `?` (twice), as SQL. */
export const STATE_SQL = `case
  when gone_at is not null and gone_at <= ? then 'terminated'
  when stopping_at is not null then 'shutting-down'
  when running_at <= ? then 'running'
  else 'pending' end`

/**
 * Brings the world up to now: the interfaces of machines that are gone become available. Called before every
 * operation; costs one index look-up when there is nothing to do.
 */
export function settle(state: State, timing: Timing): void {
  const now = state.now()
  if (!state.row('select 1 from machine where settled = 0 and gone_at is not null and gone_at <= ?', now))
    return
  state.atomically(() => {
    state.run(
      `update interface set status = 'available', machine_id = null
       where machine_id in (select id from machine where settled = 0 and gone_at is not null and gone_at <= ?)`,
      now,
    )
    state.run(
      'update machine set settled = 1 where settled = 0 and gone_at is not null and gone_at <= ?',
      now,
    )
    state.run('delete from machine where settled = 1 and gone_at <= ?', now - timing.terminatedVisibleMs)
    forgetOldTokens(state)
  })
}

/** RunInstances with an existing interface as primary, without its client token. */
export function launchMachine(
  state: State,
  timing: Timing,
  wanted: Omit<Input<'RunInstances'>, 'clientToken'>,
): Result<{ machineId: string }, CloudRefusal> {
  const { interfaceId, imageId, instanceId } = wanted
  const [instanceType] = wanted.instanceTypes
  if (!imageId.startsWith('ami-')) {
    return refuse({
      code: 'InvalidAMIID.Malformed',
      message: `Invalid id: "${imageId}" (expecting "ami-...")`,
    })
  }
  if (instanceType === undefined) {
    return refuse({
      code: 'MissingParameter',
      message: 'The request must contain the parameter InstanceType',
    })
  }
  const found = interfaceRow(state, interfaceId)
  if (!found) return refuse(noSuchInterface(interfaceId))
  if (found.status === 'in-use') {
    return refuse({ code: 'InvalidNetworkInterface.InUse', message: `Interface: [${interfaceId}] in use.` })
  }
  const zone = subnetRow(state, found.subnet_id)?.zone ?? ''
  const machineId = state.newId('i', 'machine')
  const now = state.now()
  state.run(
    `insert into machine (id, interface_id, zone, instance_id, image_id, instance_type, launched_at, running_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    machineId,
    interfaceId,
    zone,
    instanceId,
    imageId,
    instanceType,
    now,
    now + timing.startMs,
  )
  state.run("update interface set status = 'in-use', machine_id = ? where id = ?", machineId, interfaceId)
  return ok({ machineId })
}

/** Begins the end of a machine; one that is already ending keeps its first reason and moment. */
export function endMachine(state: State, timing: Timing, machineId: string, reason: string): boolean {
  const now = state.now()
  return (
    state.run(
      'update machine set stopping_at = ?, gone_at = ?, state_reason = ? where id = ? and stopping_at is null',
      now,
      now + timing.stopMs,
      reason,
      machineId,
    ) > 0
  )
}

/** TerminateInstances of one machine; repeating it succeeds for as long as the machine can be described. */
export function terminateMachine(
  state: State,
  timing: Timing,
  { machineId }: { machineId: string },
): Result<null, CloudRefusal> {
  const visibleFrom = state.now() - timing.terminatedVisibleMs
  if (
    !state.row(
      'select 1 from machine where id = ? and (gone_at is null or gone_at > ?)',
      machineId,
      visibleFrom,
    )
  ) {
    return refuse({
      code: 'InvalidInstanceID.NotFound',
      message: `The instance ID '${machineId}' does not exist`,
    })
  }
  endMachine(state, timing, machineId, USER_SHUTDOWN)
  return ok(null)
}

export type MachineRow = {
  seq: number
  id: string
  interface_id: string
  zone: string
  instance_id: string
  launched_at: number
  running_at: number
  stopping_at: number | null
  gone_at: number | null
  state_reason: string | null
  state: MachineState
}

/** A machine as it is described. A terminated one has no interface any more, as in EC2. */
export function machineOf(row: MachineRow): WireMachine {
  const since = {
    pending: row.launched_at,
    running: row.running_at,
    'shutting-down': row.stopping_at ?? row.launched_at,
    terminated: row.gone_at ?? row.launched_at,
  }[row.state]
  return {
    id: row.id,
    state: row.state,
    zone: row.zone,
    interfaceId: row.state === 'terminated' ? null : row.interface_id,
    instanceId: row.instance_id,
    stateReason: row.state_reason,
    since: new Date(since).toISOString(),
  }
}

/** DescribeInstances. Ids are a filter: what does not exist, or is long gone, is left out. */
export function describeMachines(
  state: State,
  timing: Timing,
  input: Input<'DescribeInstances'>,
): Result<WirePage<WireMachine>, CloudRefusal> {
  const now = state.now()
  const params: (string | number)[] = [now, now, now - timing.terminatedVisibleMs]
  let filter = ''
  let seq = 'seq'
  if (input.ids) {
    filter = 'and id in (select value from json_each(?))'
    seq = '+seq'
    params.push(JSON.stringify(input.ids))
  }
  const sql = `select *, ${STATE_SQL} as state from machine
    where (gone_at is null or gone_at > ?) ${filter} and ${seq} > ? order by ${seq} limit ?`
  return readPage<MachineRow, WireMachine>(
    state,
    timing.pageSize,
    input.pageToken,
    { sql, params },
    machineOf,
  )
}
