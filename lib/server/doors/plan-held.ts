import { planIntent } from '@/lib/allocation/command'
import { chooseForDisposal } from '@/lib/allocation/dispose'
import type { HeldCommand } from '@/lib/api/schemas/held'
import type { PlanLine, PlanView } from '@/lib/api/views/plans'
import { address } from '@/lib/domain/address'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { atStart, many, SHARED_WORDS, wordsOf } from '@/lib/domain/cloud-words'
import { digestOf } from '@/lib/domain/digest'
import { type HeldThing, heldCan } from '@/lib/domain/held'
import type { Intent } from '@/lib/domain/intent'
import type { Plan } from '@/lib/domain/plan'
import { plural } from '@/lib/domain/plural'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { idName } from '@/lib/domain/short-id'
import type { Holdfast } from '@/lib/server/compose'
import { presentInTurns } from '@/lib/server/present/present-plan'
import { readPublicIpNames } from '@/lib/server/present/public-ip-names'

/** A command as what it asks of each group: one intent per group, in the order of their ids. */
export type Part = { readonly groupId: string; readonly intent: Intent }

export async function partsOf(
  { store }: Pick<Holdfast, 'store'>,
  command: Exclude<HeldCommand, { kind: 'delete' }>,
): Promise<Result<readonly Part[], Refusal>> {
  if (command.kind === 'adopt') {
    const interfaces = await adoptable(store, command.interfaceIds)
    if (!interfaces.ok) return interfaces
    return ok([{ groupId: command.groupId, intent: { kind: 'adopt', interfaces: interfaces.value } }])
  }
  const byGroup = new Map<string, string[]>()
  const failed = await store.reads.failedReleases()
  for (const { owner } of [...(await store.heldForNobody()), ...failed.map(ownerOf)]) {
    if (owner.kind !== 'instance' || !command.instanceIds.includes(owner.instanceId)) continue
    byGroup.set(owner.groupId, [...(byGroup.get(owner.groupId) ?? []), owner.instanceId])
  }
  const { kind } = command
  return ok(
    [...byGroup]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([groupId, ids]) => ({ groupId, intent: { kind, instanceIds: [...new Set(ids)] } })),
  )
}

const ownerOf = (one: { groupId: string | null; groupName: string | null; instanceId: string | null }) => ({
  owner: {
    kind: 'instance' as const,
    ...{ groupId: one.groupId ?? '', groupName: one.groupName ?? '', instanceId: one.instanceId ?? '' },
  },
})

type Adopted = Extract<Intent, { kind: 'adopt' }>['interfaces']

async function adoptable(
  store: Holdfast['store'],
  ids: readonly string[],
): Promise<Result<Adopted, Refusal>> {
  const [things, running] = await Promise.all([store.heldForNobody(), store.runningDisposals()])
  const busy = new Set(running.map(({ resourceId }) => resourceId))
  const interfaces: { interfaceId: string; subnetId: string; address: ReturnType<typeof address> }[] = []
  for (const id of new Set(ids)) {
    const thing = things.find((one) => one.id === id)
    const why = thing ? heldCan('adopt', thing, busy.has(id)) : 'not-held'
    if (!thing?.subnetId || !thing.address || why)
      return refuse({ kind: 'held-unable', id, why: why ?? 'no-address' })
    interfaces.push({ interfaceId: id, subnetId: thing.subnetId, address: address(thing.address) })
  }
  return ok(interfaces)
}

/** Plans every part with one seed. */
export async function planParts(
  { engine }: Pick<Holdfast, 'engine'>,
  parts: readonly Part[],
  seed: number,
): Promise<Result<readonly Plan[], Refusal>> {
  const plans: Plan[] = []
  for (const { groupId, intent } of parts) {
    const plan = await planIntent(engine.allocation, { groupId }, intent, seed)
    if (!plan.ok) return plan
    plans.push(plan.value)
  }
  return ok(plans)
}

/** What B3 compares of several plans: all of them, in order. */
export const digestOfPlans = (plans: readonly Plan[]): string =>
  digestOf(plans.map(({ groupId, digest }) => [groupId, digest]))

/** Several plans as one: each group's summary, every line. */
export async function presentParts(hold: Holdfast, plans: readonly Plan[], seed: number): Promise<PlanView> {
  const views = await Promise.all(
    plans.map(async (plan) => presentInTurns(plan, await readPublicIpNames(hold, plan))),
  )
  const [first] = views
  const order = ['none', 'restarts', 'terminates'] as const
  const worst = Math.max(0, ...views.map(({ disruption }) => order.indexOf(disruption)))
  return {
    groupId: first?.groupId ?? '',
    groupName: views.map(({ groupName }) => groupName).join(', '),
    headline: views.length === 1 && first ? first.headline : `Changes ${plural(views.length, 'group')}.`,
    summary: views.flatMap((view) => inGroup(view, views.length > 1, view.summary)).slice(0, 12),
    lines: views.flatMap((view) => inGroup(view, views.length > 1, view.lines)),
    moreLines: views.reduce((sum, { moreLines }) => sum + moreLines, 0),
    warnings: views.flatMap(({ warnings }) => warnings),
    disruption: order[worst] ?? 'none',
    members: first?.members ?? 'instances',
    taken: views.flatMap(({ taken }) => taken),
    empty: views.every(({ empty }) => empty),
    proof: {
      seed,
      seq: Math.min(...plans.map(({ seen }) => seen.seq), Number.MAX_SAFE_INTEGER),
      groupVersion: 0,
      digest: digestOfPlans(plans),
    },
  }
}

const inGroup = (view: PlanView, named: boolean, lines: readonly PlanLine[]): readonly PlanLine[] =>
  named ? lines.map((line) => ({ ...line, text: `${view.groupName}: ${line.text}` })) : lines

/** What B3 compares of a deletion: which things, and whose they are. */
export const digestOfThings = (things: readonly HeldThing[]): string =>
  digestOf(things.map(({ id, address: text, owner, machineId }) => [id, text, owner.kind, machineId]))

/** A deletion in the cloud, as a plan. */
export async function planDeletion(
  hold: Holdfast,
  ids: readonly string[],
): Promise<Result<PlanView, Refusal>> {
  const chosen = await chooseForDisposal(hold.engine.allocation, ids)
  if (!chosen.ok) return chosen
  const things = chosen.value
  const lines = things.map((thing): PlanLine => {
    const words = wordsOf(thing.cloud)
    const what = thing.what === 'interface' ? words.interface : words.publicIp
    const then = thing.what === 'interface' ? '; its address rests 5 minutes, then is free' : ''
    return {
      ...{ sym: '−', tone: 'bad', address: thing.address, instanceId: null, part: false },
      text: `${atStart(what)} ${idName(thing.id)} is deleted in ${cloudRules[thing.cloud].label}${then}`,
    }
  })
  return ok({
    ...{ groupId: '', groupName: '' },
    headline: `Deletes ${amountOf(things)} in the cloud.`,
    ...{ summary: lines.slice(0, 12), lines, moreLines: 0 },
    warnings: ['What is deleted in the cloud cannot be had back.'],
    ...{ disruption: 'terminates', members: membersOf(things), taken: [], empty: things.length === 0 },
    proof: { seed: 0, seq: await hold.store.lastSeq(), groupVersion: 0, digest: digestOfThings(things) },
  })
}

const interfacesOf = (things: readonly HeldThing[]) =>
  things.filter(({ what }) => what === 'interface').length

const amountOf = (things: readonly HeldThing[]): string => {
  const interfaces = interfacesOf(things)
  const publicIps = things.length - interfaces
  return [
    ...(interfaces > 0 ? [plural(interfaces, 'interface')] : []),
    ...(publicIps > 0 ? [plural(publicIps, SHARED_WORDS.publicIp)] : []),
  ].join(' and ')
}

/** What the plan says of how disruptive it is, it says of these. */
function membersOf(things: readonly HeldThing[]): string {
  const interfaces = interfacesOf(things)
  if (interfaces === things.length) return 'interfaces'
  return interfaces === 0 ? many(SHARED_WORDS.publicIp) : `interfaces and ${many(SHARED_WORDS.publicIp)}`
}
