import { formatAddress } from './address'
import { explainChoice } from './allocate'
import type { Explanation } from './explanation'
import type { StatefulConfig } from './group'
import { matchOrigins } from './match-origins'
import type { Cause } from './plan'
import type { PlanDraft } from './plan-draft'
import { eachMember, poolSize } from './pool'
import { coversMember, poolOf } from './pool-members'
import { pauseOne, pursueIntentions, resumeOne } from './pursue-intentions'
import { restsAfterRefusal } from './refusal-rest'
import { aboveTarget, resumeOrder } from './resume-order'
import { releaseEnded } from './retention'
import { SLICE, type Sliced } from './slices'
import { isLive, isWantedActive, type StatefulInstance } from './stateful-instance'

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
export function* reconcile(
  draft: PlanDraft,
  options: { readonly resumePaused: boolean; readonly cause: Cause },
): Sliced {
  if (draft.group.state !== 'live') return
  matchOrigins(draft)
  releaseEnded(draft)
  yield* fillPool(draft)
  lowerToTarget(draft)
  if (options.resumePaused) raiseToTarget(draft, options.cause)
  yield* coverOverflow(draft)
  yield* pursueIntentions(draft)
}

function* fillPool(draft: PlanDraft): Sliced {
  const pool = poolOf(draft.config)
  const size = poolSize(pool)
  if (size === 0) return
  const covered = new Set<string>()
  for (const instance of draft.all())
    if (instance.address && instance.state !== 'deallocated') covered.add(formatAddress(instance.address))
  const born = draft.world.group.version === 0
  const cause = born ? 'pool-member' : 'refill'
  const how = { kind: 'for-member', of: size } as const
  const alike: Explanation = {
    ...{ rule: 'A3', how, restedUntil: null },
    ...{ skipped: [], others: {} },
  }
  let position = 0
  for (const address of eachMember(pool)) {
    position += 1
    if (position % SLICE === 0) yield
    const member = formatAddress(address)
    if (covered.has(member)) continue
    const found = draft.findMember(address)
    if (!found.free) {
      const { because } = found
      if (because.kind !== 'resting') draft.warnings.push({ kind: 'member-held', member })
      else draft.warnings.push({ kind: 'member-resting', member, until: because.until })
    } else {
      const placed = draft.place(address)
      if (!placed) continue
      const { restedUntil } = found
      draft.createInstance({
        origin: 'pool',
        desired: 'paused',
        cause,
        placed,
        addressWhy: explainChoice({ kind: 'pool', address, position, poolSize: size }),
        because: restedUntil === null ? alike : { ...alike, rule: 'A6', restedUntil },
      })
    }
  }
}

function lowerToTarget(draft: PlanDraft): void {
  for (const instance of aboveTarget(draft.config, draft.live()))
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
function* coverOverflow(draft: PlanDraft): Sliced {
  const { config } = draft
  const members = poolSize(poolOf(config))
  const extra = draft.live().filter((instance) => !coversMember(instance)).length
  const missing = config.capacity.target - members - extra
  if (missing <= 0) return
  if (members > 0 && config.persistence.overflow !== 'random') {
    draft.warnings.push({ kind: 'waiting-for-members', count: missing, target: config.capacity.target })
    return
  }
  const floating = !config.persistence.maintainPrivateIp
  const cause = members > 0 ? 'overflow' : 'random-capacity'
  for (let made = 0; made < missing; made++) {
    if (made > 0 && made % SLICE === 0) yield
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
      because: drawn?.because ?? null,
    })
  }
}

/** Instances that could be active and are not: what "Resume up to target" would call back. */
export function belowTarget(config: StatefulConfig, instances: readonly StatefulInstance[]): number {
  const live = instances.filter(isLive)
  const wanted = live.filter(isWantedActive).length
  const asleep = live.filter((instance) => instance.desired === 'paused' && instance.state !== 'error').length
  return Math.max(0, Math.min(config.capacity.target - wanted, asleep))
}
