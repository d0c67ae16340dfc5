import type { FailedRelease } from '@/lib/allocation/ports/reads'
import type { FailedReleaseView, HeldView } from '@/lib/api/views/held'
import { atStart, wordsOf } from '@/lib/domain/cloud-words'
import { isStateful } from '@/lib/domain/config-parts'
import type { Disposal } from '@/lib/domain/disposal'
import { type HeldThing, heldTotals } from '@/lib/domain/held'
import { releaseDue } from '@/lib/domain/release-rest'
import { retentionEnds } from '@/lib/domain/retention'
import { idName } from '@/lib/domain/short-id'
import type { Holdfast } from '@/lib/server/compose'
import { presentHeld } from '@/lib/server/present/present-held'
import { listed } from './long-list'

/** More rows than anybody reads; the oldest come first, the rest is counted, and found by searching. */
export const MOST_ROWS = 5_000
/** Of what failed to go, the same: it is shown above the rows, and the first hundreds say what is wrong. */
export const MOST_FAILED = 500

/** B6: everything that is held for nobody running, what it costs, and what failed to go. */
export async function readHeld({ store }: Holdfast, words = ''): Promise<HeldView> {
  const [things, disposals, failed, settings, rules] = await Promise.all([
    store.heldForNobody(),
    store.runningDisposals(),
    store.reads.failedReleases(),
    store.settings(),
    readGroupRules(store),
  ])
  const deletions = new Map(disposals.map((one) => [one.resourceId, one]))
  const ordered = [...things].sort(oldestFirst)
  const { interfacePerHour, publicIpPerHour, currency } = settings
  // Who looks for nothing is not kept waiting for all of them to be put into words.
  const sought = words.trim() === '' ? ordered.slice(0, MOST_ROWS) : ordered
  const views = sought.map((thing) =>
    presentHeld(thing, {
      prices: settings,
      deletion: deletions.get(thing.id) ?? null,
      releasedAt: thing.owner.kind === 'instance' ? (rules.ends.get(thing.owner.instanceId) ?? null) : null,
    }),
  )
  const { rows, more } = listed(views, MOST_ROWS, words)
  return {
    rows,
    more: more + ordered.length - sought.length,
    failed: failed.slice(0, MOST_FAILED).map((one) => presentFailed(one, disposals)),
    moreFailed: Math.max(0, failed.length - MOST_FAILED),
    totals: heldTotals(things, settings),
    prices: { interfacePerHour, publicIpPerHour, currency },
    adopters: rules.adopters,
  }
}

/** What is known of longest is what is forgotten most easily; what nobody knows the age of comes last. */
const oldestFirst = (a: HeldThing, b: HeldThing): number =>
  (a.since ?? '~').localeCompare(b.since ?? '~') || a.id.localeCompare(b.id)

/** Live stateful groups that maintain private IPs, by subnet; and when groups let go of instances by themselves. */
async function readGroupRules(store: Holdfast['store']) {
  const adopters: Record<string, { id: string; name: string }[]> = {}
  const ends = new Map<string, string>()
  for (const groupId of await store.liveGroupIds()) {
    const snapshot = await store.groupSnapshot(groupId)
    if (!snapshot || !isStateful(snapshot.group.config)) continue
    const { config } = snapshot.group
    for (const [id, end] of retentionEnds(config, snapshot.instances)) ends.set(id, end)
    if (!config.persistence.maintainPrivateIp) continue
    for (const subnetId of config.persistence.subnetIds) {
      adopters[subnetId] ??= []
      adopters[subnetId].push({ id: groupId, name: config.name })
    }
  }
  return { adopters, ends }
}

function presentFailed(one: FailedRelease, disposals: readonly Disposal[]): FailedReleaseView {
  const disposal = one.kind === 'disposal' ? disposals.find(({ id }) => id === one.id) : undefined
  return {
    key: `${one.kind} ${one.id}`,
    kind: one.kind,
    id: one.id,
    text: failedText(one, disposal),
    groupId: one.groupId,
    instanceId: one.instanceId,
    attempts: one.attempts,
    nextTry: one.nextTry ?? releaseDue(one.since, one.attempts),
    lastError: one.lastError ?? 'The cloud gave no reason.',
    since: one.since,
    canCallOff: one.kind === 'disposal',
  }
}

function failedText(one: FailedRelease, disposal: Disposal | undefined): string {
  const words = wordsOf(one.cloud)
  if (one.kind === 'disposal') {
    const what = disposal?.kind === 'delete-public-ip' ? words.publicIp : words.interface
    return `${atStart(what)} ${idName(one.resourceId ?? '')}, ${disposal?.label ?? 'nobody’s'}, is to be deleted`
  }
  const verb = one.kind === 'vm' ? 'removed' : one.instanceId?.startsWith('vmi-') ? 'removed' : 'let go'
  return `${one.instanceId ?? one.id} of ${one.groupName ?? 'a group'} is to be ${verb}`
}
