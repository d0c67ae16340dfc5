import type { PastSubject } from '@/lib/allocation/ports/past'
import { PAST_REASON, readMoment, WHY_THEN } from '@/lib/api/moment'
import type { GroupChangesView, MomentsView, PastConfigView, PastGroupView } from '@/lib/api/views/moments'
import { formatCidr } from '@/lib/domain/cidr'
import { compareConfigs } from '@/lib/domain/compare-configs'
import { compareMembers } from '@/lib/domain/compare-moments'
import { isPooled } from '@/lib/domain/config-parts'
import { Fold, type MemberThen } from '@/lib/domain/fold-events'
import type { Group } from '@/lib/domain/group'
import { instanceThen, vmThen } from '@/lib/domain/member-rows'
import { type PooledVm, publicIpIdOf } from '@/lib/domain/pooled-vm'
import { primaryCidr } from '@/lib/domain/subnet'
import { type Holdfast, nowIso } from '@/lib/server/compose'
import { readNamed } from '@/lib/server/files/resource-names'
import { terraformOf } from '@/lib/server/files/terraform'
import { presentConfig } from '@/lib/server/present/present-group'
import { presentInstance } from '@/lib/server/present/present-instance'
import { presentVms } from '@/lib/server/present/present-vm'
import { NotFound } from './groups'

/** Parts of the slider: as many as it is wide in steps that can be told apart. */
export const SLOTS = 240

/** `at` null: now. */
export async function readMoments(
  hold: Holdfast,
  subject: PastSubject,
  text: string | null,
): Promise<MomentsView> {
  const { reads } = hold.store
  const now = nowIso()
  const [span, of] = await Promise.all([reads.pastSpan(subject), nameOf(hold, subject)])
  const begin = span?.begin ?? null
  const moment =
    text === null ? null : readMoment(text, { begin, now, of, removedUntil: span?.removedUntil ?? null })
  const at = moment?.ok ? moment.at : now
  const [ticks, beside] = await Promise.all([
    begin === null ? [] : reads.eventTicks(subject, { from: begin, to: now, slots: SLOTS }),
    reads.neighbours(subject, at),
  ])
  return { begin, now, of, toldSince: span?.toldSince ?? null, ticks, ...beside }
}

async function nameOf({ store }: Holdfast, { kind, id }: PastSubject): Promise<string> {
  if (kind === 'group') return (await mustHaveGroup(store, id)).config.name
  const row = await store.reads.subnet(id)
  if (!row) throw new NotFound(`${id} is not a subnet of this account. Import the inventory again.`)
  return formatCidr(primaryCidr(row.subnet))
}

async function mustHaveGroup({ reads }: Holdfast['store'], groupId: string): Promise<Group> {
  const record = await reads.groupRecord(groupId)
  if (!record) throw new NotFound('This group does not exist.')
  return record
}

/** ISO 8601, UTC; 'now' stands for the present. What cannot be looked at is told with its way out. */
export async function momentOf(hold: Holdfast, subject: PastSubject, text: string | null): Promise<string> {
  const now = nowIso()
  if (text === 'now') return now
  const [span, of] = await Promise.all([hold.store.reads.pastSpan(subject), nameOf(hold, subject)])
  const moment = readMoment(text ?? '', {
    ...{ begin: span?.begin ?? null, now, of },
    removedUntil: span?.removedUntil ?? null,
  })
  if (!moment.ok) throw new NotFound(moment.sentence)
  return moment.at
}

/** The members of a group at a moment, folded from its own events: the cost grows with those, and with nothing else. */
async function membersAt({ store }: Holdfast, groupId: string, at: string): Promise<MemberThen[]> {
  const fold = new Fold(await store.reads.membersAtCut(groupId))
  for await (const page of store.reads.tellingEvents(groupId, at)) for (const event of page) fold.add(event)
  return fold.present()
}

export async function readPastGroup(
  hold: Holdfast,
  groupId: string,
  text: string | null,
): Promise<PastGroupView> {
  const group = await mustHaveGroup(hold.store, groupId)
  const at = await momentOf(hold, { kind: 'group', id: groupId }, text)
  const [members, configuration, subnets, addresses] = await Promise.all([
    membersAt(hold, groupId, at),
    configAt(hold, groupId, at),
    hold.store.reads.subnets(),
    publicAddresses(hold),
  ])
  if (isPooled(group.config)) {
    const vms = members.map((one) => vmThen(one, groupId, WHY_THEN))
    const rows = vms.map((vm) => ({ vm, operation: null, publicAddresses: addressesOf(vm, addresses) }))
    const views = presentVms(rows, group.config)
    return {
      configuration,
      kind: 'pooled',
      vms: views.map((vm) => ({ ...vm, can: { replace: PAST_REASON, remove: PAST_REASON } })),
    }
  }
  const zoneOf = new Map(subnets.map(({ subnet }) => [subnet.id, subnet.zone]))
  const instances = members.map((one) => {
    const instance = instanceThen(one, groupId)
    const zone = zoneOf.get(instance.subnetId ?? '') ?? null
    const publicAddress = addresses.get(instance.publicIpId ?? '') ?? null
    const view = presentInstance({ instance, zone, publicAddress, operation: null }, group)
    return { ...view, addressWhy: WHY_THEN, publicIpWarning: null, can: NOTHING }
  })
  return { configuration, kind: 'stateful', instances }
}

async function configAt(hold: Holdfast, groupId: string, at: string): Promise<PastConfigView | null> {
  const revision = await hold.store.reads.configAt(groupId, { at })
  if (!revision) return null
  const { config } = revision
  const named = await readNamed(hold, config)
  return { since: revision.at, config: presentConfig(config), terraform: terraformOf(config, named) }
}

const NOTHING = {
  resume: PAST_REASON,
  pause: PAST_REASON,
  recycle: PAST_REASON,
  deallocate: PAST_REASON,
} as const

/** The cloud never changes the address of a public IP that the account owns; of one that is gone only the id is left. */
async function publicAddresses({ store }: Holdfast): Promise<ReadonlyMap<string, string>> {
  const all = await store.reads.publicIps()
  return new Map(all.map(({ publicIp }) => [publicIp.id, publicIp.address]))
}

const addressesOf = (vm: PooledVm, known: ReadonlyMap<string, string>): (string | null)[] =>
  vm.nics.map((nic) => known.get(publicIpIdOf(nic) ?? '') ?? null)

/** What of a group's members differs between two moments, whichever of them was named first. */
export async function readGroupChanges(
  hold: Holdfast,
  groupId: string,
  moments: { readonly at: string | null; readonly with: string | null },
): Promise<GroupChangesView> {
  const [from, to] = await bothMoments(hold, { kind: 'group', id: groupId }, moments)
  const { reads } = hold.store
  const [before, after] = [await membersAt(hold, groupId, from), await membersAt(hold, groupId, to)]
  const [was, is] = [await reads.configAt(groupId, { at: from }), await reads.configAt(groupId, { at: to })]
  const settings = was && is ? compareConfigs(was.config, is.config) : null
  return { from, to, changes: compareMembers(before, after), settings }
}

/** In the order of time. */
export async function bothMoments(
  hold: Holdfast,
  subject: PastSubject,
  moments: { readonly at: string | null; readonly with: string | null },
): Promise<readonly [from: string, to: string]> {
  const one = await momentOf(hold, subject, moments.at)
  const other = await momentOf(hold, subject, moments.with)
  return one <= other ? [one, other] : [other, one]
}
