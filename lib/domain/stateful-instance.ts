import type { Address } from './address'

/**
 * The life of a stateful instance (product rules, "AWS: stateful groups").
 *
 *              resume                     pause
 *   paused ──────────────▶ resuming ──▶ active ──────────▶ pausing ──▶ paused
 *     ▲                       │           │  │
 *     └───── failure ─────────┘           │  └─ recycle ──▶ recycling ──▶ active
 *                                         └─ interruption ▶ replacing ──▶ active
 *   paused, active, error ── deallocate ──▶ deallocating ──▶ deallocated
 */
export type InstanceState =
  | 'paused'
  | 'resuming'
  | 'active'
  | 'pausing'
  | 'recycling'
  | 'replacing'
  | 'deallocating'
  | 'deallocated'
  | 'error'

/**
 * Where its private IP comes from.
 * pool: made for a member of the private IP pool (A3). random: drawn from the group's subnets at creation (A2, A4).
 * floating: the group does not maintain private IPs; a new address is drawn for every machine (A8).
 */
export type Origin = 'pool' | 'random' | 'floating'

/** The lasting identity (SSI). The machine behind it comes and goes. */
export type StatefulInstance = {
  /** `ssi-` and 12 hexadecimal digits. */
  readonly id: string
  readonly groupId: string
  /** Grows within the group in order of creation; "newest first" (A9) reads it. */
  readonly ordinal: number
  readonly origin: Origin
  /** A7: its address left the pool, but it ever resumed, so it keeps it and is not refilled. */
  readonly retained: boolean
  readonly desired: 'active' | 'paused'
  readonly state: InstanceState
  /** Why it is in this state, as one sentence, where that is not plain: a failed resume, a wait. */
  readonly reason: string | null
  /** Null only while a floating instance has no machine. */
  readonly subnetId: string | null
  readonly address: Address | null
  /** The persistent interface; null before the first resume (A5). */
  readonly interfaceId: string | null
  /** The public IP it keeps (A8), the cloud's id of it. */
  readonly publicIpId: string | null
  readonly machineId: string | null
  /** How many machines it has had. 0: never resumed (A7). */
  readonly machineCount: number
  readonly stateSince: string
  readonly createdAt: string
  /** Why this address and not another (shown in the inspector). */
  readonly addressWhy: string
  /** What the cloud was found to have done behind our back (A10), one sentence; null when all is as recorded. */
  readonly drift: string | null
  /** How often letting it go has failed in a row; above 0 it is in error, and it is tried again after a rest. */
  readonly failedReleases: number
}

/** What an operator can do with one instance. */
export type InstanceAction = 'resume' | 'pause' | 'recycle' | 'deallocate'

export const INSTANCE_ACTIONS = [
  'resume',
  'pause',
  'recycle',
  'deallocate',
] as const satisfies readonly InstanceAction[]

/** Actions, and what the world does to an instance. */
export type InstanceCommand = InstanceAction | 'replace'

/** Work in the cloud that is under way for an instance; the state while it lasts. */
export const BUSY_STATES = [
  'resuming',
  'pausing',
  'recycling',
  'replacing',
  'deallocating',
] as const satisfies readonly InstanceState[]

const ALLOWED_FROM: Record<InstanceCommand, readonly InstanceState[]> = {
  resume: ['paused'],
  pause: ['active'],
  recycle: ['active'],
  deallocate: ['paused', 'active', 'error'],
  replace: ['active'],
}

/** The state that a command leads through, and the one it ends in when all goes well. */
export const PATH: Record<InstanceCommand, { readonly through: InstanceState; readonly to: InstanceState }> =
  {
    resume: { through: 'resuming', to: 'active' },
    pause: { through: 'pausing', to: 'paused' },
    recycle: { through: 'recycling', to: 'active' },
    deallocate: { through: 'deallocating', to: 'deallocated' },
    replace: { through: 'replacing', to: 'active' },
  }

/**
 * May `command` be given to an instance in `state`? The one table that the button and the verb behind it both ask.
 * A command whose result is already being worked on, or reached, is `already`: repeating it does the thing once.
 */
export function instanceCan(
  command: InstanceCommand,
  state: InstanceState,
): 'yes' | 'already' | { readonly no: readonly InstanceState[] } {
  if (ALLOWED_FROM[command].includes(state)) return 'yes'
  if (PATH[command].through === state) return 'already'
  const settles = command === 'resume' || command === 'pause' || command === 'deallocate'
  if (settles && PATH[command].to === state) return 'already'
  return { no: ALLOWED_FROM[command] }
}

export const isLive = (instance: StatefulInstance): boolean =>
  instance.state !== 'deallocated' && instance.state !== 'deallocating'

export const isBusy = ({ state }: StatefulInstance): boolean =>
  (BUSY_STATES as readonly InstanceState[]).includes(state)

/** Counts towards target: wanted running and not on its way out. */
export const isWantedActive = (instance: StatefulInstance): boolean =>
  isLive(instance) && instance.desired === 'active'

export const everResumed = (instance: StatefulInstance): boolean => instance.machineCount > 0
