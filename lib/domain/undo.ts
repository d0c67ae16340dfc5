import { formatAddress, parseAddress } from './address'
import type { Placed } from './decision'
import { DraftAddresses } from './draft-addresses'
import type { Actor, Event } from './event'
import type { GroupConfig } from './group'
import type { Intent } from './intent'
import { mergeBack, sameValue } from './merge-back'
import { poolHas } from './pool'
import { poolOf } from './pool-members'
import type { Refusal } from './refusal'
import { ok, type Result, refuse } from './result'
import { isLive } from './stateful-instance'
import type { World } from './world'

/** Why a change cannot be undone. */
export type UndoObstacle =
  /** It was no change of a group by an operator. */
  | { readonly kind: 'not-a-change' }
  | { readonly kind: 'undone-already'; readonly at: string }
  | { readonly kind: 'deleted' }
  /** From before configurations were kept. */
  | { readonly kind: 'too-old' }
  /** A machine that was replaced is gone, and nothing else was changed. */
  | { readonly kind: 'machines-replaced' }
  /** A6: its member has another instance by itself. */
  | { readonly kind: 'refilled'; readonly address: string }
  /** Another instance took its place. */
  | { readonly kind: 'replaced'; readonly address: string }
  /** All of it was changed since, or is as it was before. */
  | { readonly kind: 'nothing-left'; readonly notes: readonly UndoNote[] }

/** What does not come back, or not as it was. */
export type UndoNote =
  | {
      readonly kind: 'changed-since'
      readonly field: string
      readonly by: { readonly at: string; readonly actor: Actor } | null
    }
  | { readonly kind: 'instance-gone'; readonly instanceId: string }
  | { readonly kind: 'instance-changed-since'; readonly instanceId: string }
  /** It was made by the change: it is paused, never deallocated, and keeps its address. */
  | { readonly kind: 'created-stays'; readonly instanceId: string }
  | { readonly kind: 'address-gone'; readonly address: string; readonly why: 'held' | 'resting' | 'pooled' }
  | { readonly kind: 'same-address'; readonly address: string }
  | { readonly kind: 'other-machines' }

export type Undo = { readonly intent: Intent; readonly notes: readonly UndoNote[] }

/** One request as the records tell it: its events, and how its group was configured before and after it. */
export type ToldRequest = {
  readonly events: readonly Event[]
  readonly before: GroupConfig | null
  readonly after: GroupConfig | null
}

/**
 * What takes a change back, in the world as it is now: fields that nobody changed since get their value of before, those
 * it paused are resumed, those it resumed are paused, and what it deallocated gets its address back while nobody else
 * has it. Whatever cannot be had back is told in the notes; nothing is taken from anybody for it.
 */
export function inverseOf(request: ToldRequest, world: World): Result<Undo, Refusal> {
  const no = (why: UndoObstacle) => refuse<Refusal>({ kind: 'cannot-undo', why })
  const { events, before, after } = request
  const kinds = new Set(events.map(({ kind }) => kind))
  if (world.group.state !== 'live' || kinds.has('group-deleting')) return no({ kind: 'deleted' })
  if (kinds.has('group-created'))
    return ok({ intent: { kind: 'delete-group', interfaces: 'delete' }, notes: [] })
  if (!events.some(isChange)) return no({ kind: 'not-a-change' })
  if (!before || !after) return no({ kind: 'too-old' })

  const notes: UndoNote[] = []
  const { config, changedSince } = mergeBack(before, after, world.group.config)
  for (const field of changedSince) notes.push({ kind: 'changed-since', field, by: null })
  const desired = desiredBack(events, world, notes)
  const gone = endedIn(events)
  const lowered = after.capacity.target < before.capacity.target
  const again = kinds.has('group-edited') ? [] : placesBack(gone, { world, config, lowered, notes })
  if (!Array.isArray(again)) return no(again as UndoObstacle)
  if (world.group.config.persistence.kind === 'pooled') notes.push({ kind: 'other-machines' })
  const changesConfig = !sameValue(config, world.group.config)
  if (!changesConfig && desired.resume.length + desired.pause.length + again.length === 0) {
    const replaced = kinds.has('instance-recycling') || kinds.has('vm-leaving') || kinds.has('vm-launching')
    if (replaced && sameValue(before, after)) return no({ kind: 'machines-replaced' })
    return no({ kind: 'nothing-left', notes })
  }
  return ok({
    intent: { kind: 'put-back', config: changesConfig ? config : null, ...desired, again: again as Placed[] },
    notes,
  })
}

/** Kinds of events by which an operator's request changes a group. */
const isChange = ({ actor, kind }: Event): boolean =>
  actor === 'operator' && /^(group-|instance-|vm-|intention-|change-)/.test(kind)

type Desired = 'active' | 'paused'

/** Whom the request resumed and whom it paused, where they still are as it left them. */
function desiredBack(
  events: readonly Event[],
  world: World,
  notes: UndoNote[],
): { readonly resume: readonly string[]; readonly pause: readonly string[] } {
  const now = new Map(world.instances.map((instance) => [instance.id, instance]))
  const resume: string[] = []
  const pause: string[] = []
  for (const [instanceId, { from, to, ended }] of desiredIn(events)) {
    const instance = now.get(instanceId)
    if (ended || from === to) continue
    if (!instance || !isLive(instance)) notes.push({ kind: 'instance-gone', instanceId })
    else if (instance.desired !== to) {
      if (from !== null) notes.push({ kind: 'instance-changed-since', instanceId })
    } else if (to === 'paused') {
      // One that was made paused has never run for it: what made it is taken back without waking it.
      if (from !== null) resume.push(instanceId)
    } else {
      pause.push(instanceId)
      if (from === null) notes.push({ kind: 'created-stays', instanceId })
    }
  }
  return { resume, pause }
}

function desiredIn(events: readonly Event[]) {
  const changes = new Map<string, { from: Desired | null; to: Desired | null; ended: boolean }>()
  for (const { kind, instanceId, before, after } of events) {
    if (instanceId === null) continue
    const known = changes.get(instanceId)
    const told = after?.desired as Desired | undefined
    const was = kind === 'instance-created' ? null : ((before?.desired as Desired | undefined) ?? null)
    const ended = kind === 'instance-deallocating' || kind === 'instance-deallocated'
    if (!known) {
      if (told || ended) changes.set(instanceId, { from: was, to: told ?? null, ended })
    } else {
      known.to = told ?? known.to
      known.ended ||= ended
    }
  }
  return changes
}

/** The first event of each instance that the request let go: its end is told by another one. */
function endedIn(events: readonly Event[]): readonly Event[] {
  const ends = events.filter(
    ({ kind }) => kind === 'instance-deallocating' || kind === 'instance-deallocated',
  )
  return [...new Map([...ends].reverse().map((event) => [event.instanceId, event])).values()].reverse()
}

type Around = {
  readonly world: World
  readonly config: GroupConfig
  readonly lowered: boolean
  readonly notes: UndoNote[]
}

/** Where what was deallocated was, as far as that can be had; or why nothing of it comes back. */
function placesBack(
  gone: readonly Event[],
  { world, config, lowered, notes }: Around,
): Placed[] | UndoObstacle {
  const again: Placed[] = []
  const addresses = new DraftAddresses(world, config)
  const pool = poolOf(config)
  for (const { address, subnetId } of gone) {
    const parsed = address === null ? null : parseAddress(address)
    if (!parsed?.ok || subnetId === null) continue
    const text = formatAddress(parsed.value)
    if (poolHas(pool, parsed.value)) {
      if (gone.length === 1) return { kind: 'refilled', address: text }
      continue
    }
    if (!lowered) {
      if (gone.length === 1) return { kind: 'replaced', address: text }
      continue
    }
    const found = addresses.findMember(parsed.value)
    const pooled = world.subnets.get(subnetId)?.pooled.has(parsed.value) === true
    if (found.free && !pooled) {
      again.push({ subnetId, address: parsed.value })
      notes.push({ kind: 'same-address', address: text })
    } else {
      const why = pooled ? 'pooled' : !found.free && found.because.kind === 'resting' ? 'resting' : 'held'
      notes.push({ kind: 'address-gone', address: text, why })
    }
  }
  return again
}
