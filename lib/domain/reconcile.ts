import { type Address, formatAddress } from './address'
import { explainChoice } from './allocate'
import type { GroupConfig } from './group'
import type { Cause } from './plan'
import type { PlanDraft } from './plan-draft'
import { eachMember, poolHas, poolSize } from './pool'
import { everResumed, isBusy, isLive, isWantedActive, type StatefulInstance } from './stateful-instance'

/*
 * Makes a group's instances what its configuration says they should be (A2–A4, A6–A9), as changes of a draft.
 *
 *   configuration ──┐
 *                   ├─▶ 1. origins     instances whose address left the pool, or returned to it      (A7)
 *   instances ──────┘   2. members     one instance for every pool member that can be had            (A3, A6)
 *                       3. capacity    pause what is above target; resume what is below, if asked    (A9)
 *                       4. overflow    instances on random addresses for what no member covers       (A2, A4)
 *                       5. intentions  begin the cloud work that desired states call for
 *
 * Safety: an address is taken only through the draft, which refuses to take one twice; no step changes the address of
 * an instance that has one; reconciling a reconciled group changes nothing.
 */
export function reconcile(
  draft: PlanDraft,
  options: { readonly resumePaused: boolean; readonly cause: Cause },
): void {
  if (draft.group.state !== 'live') return
  matchOrigins(draft)
  fillPool(draft)
  lowerToTarget(draft)
  if (options.resumePaused) raiseToTarget(draft, options.cause)
  coverOverflow(draft)
  pursueIntentions(draft)
}

/** The members that count: without Maintain private IP there is no private pool. */
export const poolOf = (config: GroupConfig): GroupConfig['privateIpPool'] =>
  config.maintainPrivateIp ? config.privateIpPool : []

/** An instance that covers a pool member; retained and random ones are extra. */
export const coversMember = (instance: StatefulInstance): boolean =>
  instance.origin === 'pool' && !instance.retained

function matchOrigins(draft: PlanDraft): void {
  const pool = poolOf(draft.config)
  const maintain = draft.config.maintainPrivateIp
  for (const instance of draft.live()) {
    const { address } = instance
    // Its work under way may be letting address and interface go: it is looked at again when that has ended.
    if (instance.origin === 'floating' && isBusy(instance)) continue
    if (!address) {
      if (maintain && instance.origin === 'floating') anchorFloating(draft, instance)
      continue
    }
    const listed = poolHas(pool, address)
    if (listed && !coversMember(instance)) {
      draft.changes.push({
        kind: 'adopt-instance',
        instanceId: instance.id,
        cause: 'member-returned',
        address,
      })
      draft.change(instance.id, {
        origin: 'pool',
        retained: false,
        addressWhy: 'Member of the pool, adopted again.',
      })
    } else if (maintain && instance.origin === 'floating') {
      draft.change(instance.id, { origin: 'random', addressWhy: 'Held when Maintain private IP was chosen.' })
    } else if (!listed && !instance.retained && leavesWith(instance, maintain)) {
      dropOrRetain(draft, instance, address, maintain ? 'member-removed' : 'maintain-cleared')
    }
  }
}

/** Pool instances leave with their member; every kept address leaves with Maintain private IP (A7). */
const leavesWith = (instance: StatefulInstance, maintain: boolean): boolean =>
  instance.origin === 'pool' || (!maintain && instance.origin === 'random')

function dropOrRetain(draft: PlanDraft, instance: StatefulInstance, address: Address, cause: Cause): void {
  const untouched = !everResumed(instance) && instance.state === 'paused' && instance.interfaceId === null
  if (untouched) draft.deallocateAtOnce(instance.id, cause)
  else {
    draft.changes.push({ kind: 'retain-instance', instanceId: instance.id, cause, address })
    draft.change(instance.id, { retained: true })
  }
}

/** A floating instance without a machine gets its lasting address when Maintain private IP is chosen. */
function anchorFloating(draft: PlanDraft, instance: StatefulInstance): void {
  const drawn = draft.drawAddress('random')
  if (drawn) draft.takeAddress(instance.id, drawn, drawn.why)
  else draft.warnings.push({ kind: 'subnets-full', missing: 1 })
  draft.change(instance.id, { origin: 'random' })
}

function fillPool(draft: PlanDraft): void {
  const pool = poolOf(draft.config)
  const size = poolSize(pool)
  if (size === 0) return
  const covered = new Set<string>()
  for (const instance of draft.all())
    if (instance.address && instance.state !== 'deallocated') covered.add(formatAddress(instance.address))
  let position = 0
  for (const address of eachMember(pool)) {
    position += 1
    const member = formatAddress(address)
    if (covered.has(member)) continue
    const state = draft.memberState(address)
    if (state === 'held') draft.warnings.push({ kind: 'member-held', member })
    else if (state !== 'free')
      draft.warnings.push({ kind: 'member-resting', member, until: state.restsUntil })
    else {
      const placed = draft.place(address)
      if (!placed) continue
      const cause = draft.world.group.version === 0 ? 'pool-member' : 'refill'
      draft.createInstance({
        origin: 'pool',
        desired: 'paused',
        cause,
        placed,
        addressWhy: explainChoice({ kind: 'pool', address, position, poolSize: size }),
      })
    }
  }
}

/**
 * The order in which A9 lets go: random-address instances first, newest first, then pool instances in reverse pool
 * order. Retained ones count as random: no member asks for them any more.
 */
export function pauseOrder(config: GroupConfig, instances: readonly StatefulInstance[]): StatefulInstance[] {
  return [...resumeOrder(config, instances)].reverse()
}

/** The order in which A9 calls back: pool order, then the others, oldest first. */
export function resumeOrder(config: GroupConfig, instances: readonly StatefulInstance[]): StatefulInstance[] {
  const members = instances.filter(coversMember)
  const extra = instances.filter((instance) => !coversMember(instance))
  extra.sort((a, b) => a.ordinal - b.ordinal)
  if (members.length < 2) return [...members, ...extra]
  const place = poolPlaces(config, members)
  members.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
  return [...members, ...extra]
}

/** Where each instance's address stands in the pool, counted in addresses; entries are ranges, so nothing is walked. */
function poolPlaces(config: GroupConfig, instances: readonly StatefulInstance[]): Map<string, number> {
  const places = new Map<string, number>()
  let before = 0
  const starts = config.privateIpPool.map((entry) => {
    const start = before
    before += Number(entry.last - entry.first) + 1
    return { entry, start }
  })
  for (const { id, address } of instances) {
    if (!address) continue
    const found = starts.find(
      ({ entry }) =>
        entry.family === address.family && entry.first <= address.value && address.value <= entry.last,
    )
    places.set(id, found ? found.start + Number(address.value - found.entry.first) : before)
  }
  return places
}

/**
 * How long an instance that the cloud would not let pause is left alone before it is tried again, in milliseconds.
 * When the rest has ended the store names its group among those to settle.
 */
export const REFUSAL_REST = 60_000

/** The cloud refused to pause or recycle it: it runs on, and its reason says why. */
export const runsAfterRefusal = ({ state, reason }: StatefulInstance): boolean =>
  state === 'active' && reason !== null

const restsAfterRefusal = (draft: PlanDraft, instance: StatefulInstance): boolean =>
  runsAfterRefusal(instance) && Date.parse(draft.world.now) - Date.parse(instance.stateSince) < REFUSAL_REST

function lowerToTarget(draft: PlanDraft): void {
  const wanted = draft.live().filter(isWantedActive)
  const surplus = wanted.length - draft.config.capacity.target
  if (surplus <= 0) return
  for (const instance of pauseOrder(draft.config, wanted).slice(0, surplus))
    if (!restsAfterRefusal(draft, instance)) pauseOne(draft, instance.id, 'target-lowered')
}

function raiseToTarget(draft: PlanDraft, cause: Cause): void {
  const live = draft.live()
  const missing = draft.config.capacity.target - live.filter(isWantedActive).length
  if (missing <= 0) return
  const asleep = live.filter((instance) => instance.desired === 'paused' && instance.state !== 'error')
  for (const instance of resumeOrder(draft.config, asleep).slice(0, missing))
    resumeOne(draft, instance.id, cause)
}

/**
 * A2, A4: as many instances on random addresses as target has beyond the pool's members. Members without an instance
 * for the moment (being refilled, resting) count as covered, or every refill would leave an extra one behind.
 */
function coverOverflow(draft: PlanDraft): void {
  const { config } = draft
  const members = poolSize(poolOf(config))
  const extra = draft.live().filter((instance) => !coversMember(instance)).length
  const missing = config.capacity.target - members - extra
  if (missing <= 0) return
  if (members > 0 && config.overflow !== 'random') {
    draft.warnings.push({ kind: 'waiting-for-members', count: missing, target: config.capacity.target })
    return
  }
  const floating = !config.maintainPrivateIp
  const cause = members > 0 ? 'overflow' : 'random-capacity'
  for (let made = 0; made < missing; made++) {
    const drawn = floating ? null : draft.drawAddress(members > 0 ? 'overflow' : 'random')
    if (!floating && !drawn) {
      draft.warnings.push({ kind: 'subnets-full', missing: missing - made })
      return
    }
    draft.createInstance({
      origin: floating ? 'floating' : 'random',
      desired: 'active',
      cause,
      placed: drawn,
      addressWhy: drawn?.why ?? '',
    })
  }
}

/** Settled instances whose desired state differs from where they are: begin the work. */
function pursueIntentions(draft: PlanDraft): void {
  for (const instance of draft.live()) {
    if (instance.state === 'paused' && instance.desired === 'active')
      launch(draft, instance.id, 'random-capacity')
    if (instance.state === 'active' && instance.desired === 'paused')
      draft.command(instance.id, 'pause', 'asked')
  }
}

/** Wants it running: begins the work where it is settled, else leaves it to the end of the work under way. */
export function resumeOne(draft: PlanDraft, instanceId: string, cause: Cause): void {
  const instance = draft.change(instanceId, { desired: 'active' })
  if (instance.state === 'paused') launch(draft, instanceId, cause)
}

export function pauseOne(draft: PlanDraft, instanceId: string, cause: Cause): void {
  const instance = draft.change(instanceId, { desired: 'paused' })
  if (instance.state === 'active') draft.command(instanceId, 'pause', cause)
}

/** Launching takes what the instance lacks: a floating one its address of the day, any the next Elastic IP (A8). */
function launch(draft: PlanDraft, instanceId: string, cause: Cause): void {
  const instance = draft.row(instanceId)
  if (!instance.address) {
    const drawn = draft.drawAddress(instance.origin === 'floating' ? 'floating' : 'random')
    if (!drawn) {
      draft.change(instanceId, {
        desired: 'paused',
        reason: 'No address is free in the subnets of the group.',
      })
      draft.warnings.push({ kind: 'subnets-full', missing: 1 })
      return
    }
    draft.takeAddress(instanceId, drawn, drawn.why)
  }
  takeNextPublicIp(draft, instanceId)
  draft.command(instanceId, 'resume', cause)
}

/** A8: the next free member in list order; none left is a warning, never a reason not to launch. */
export function takeNextPublicIp(draft: PlanDraft, instanceId: string): void {
  const { publicIpPool } = draft.config
  const instance = draft.row(instanceId)
  if (publicIpPool.length === 0 || instance.publicIpId) return
  const next = draft.nextFreePublicIp()
  if (next) draft.takePublicIp(instanceId, next)
  else draft.warnPublicIpsExhausted(instanceId)
}

/** Instances that could be active and are not: what "Resume up to target" would call back. */
export function belowTarget(config: GroupConfig, instances: readonly StatefulInstance[]): number {
  const live = instances.filter(isLive)
  const wanted = live.filter(isWantedActive).length
  const asleep = live.filter((instance) => instance.desired === 'paused' && instance.state !== 'error').length
  return Math.max(0, Math.min(config.capacity.target - wanted, asleep))
}
