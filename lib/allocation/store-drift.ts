import { type Drift, type DriftRecord, type DriftSource, driftKey } from '@/lib/domain/drift'
import {
  type DriftChanges,
  driftChanges,
  driftEvents,
  isCalm,
  type Standing,
} from '@/lib/domain/drift-changes'
import { isJudged } from '@/lib/domain/drift-held'
import { driftLine } from '@/lib/domain/drift-words'
import { nicOf, type PooledVm, publicIpIdOf } from '@/lib/domain/pooled-vm'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { Allocation } from './command'
import { type Commit, EMPTY_COMMIT } from './ports/commit'
import type { GroupSnapshot } from './ports/store'
import { tellRows, unsaidEvent } from './tell-rows'

/** Lost races are repeated; a few times in a row is already unlikely, and the next look comes anyway. */
const MOST_ATTEMPTS = 4

const NOTHING: DriftChanges = { opened: [], changed: [], closed: [] }

/**
 * Keeps what was found of one group, with what is said of its instances, in one commit: rows, sentences and events stand
 * or fall together. Under the group's turn, so that what is compared is what is written to.
 */
export function storeGroupDrift(
  allocation: Allocation,
  groupId: string,
  look: {
    /** Which of the group's open ones are looked at again; all where nothing is said. */
    readonly only?: (open: DriftRecord) => boolean
    readonly began: string
    readonly find: (snapshot: GroupSnapshot) => Promise<readonly Drift[]>
    readonly source?: DriftSource
    /** What is not found is not judged: it is left as it is. */
    readonly onlyAdds?: boolean
  },
): Promise<DriftChanges> {
  const { store, surroundings, turns } = allocation
  return turns(groupId, async () => {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const snapshot = await store.groupSnapshot(groupId)
      if (snapshot?.group.state !== 'live') return NOTHING
      const found = await look.find(snapshot)
      // As they are in this turn: a repair may have begun since the look did.
      const open = (await store.openDrifts(groupId)).filter(look.only ?? (() => true))
      const members = membersOf(snapshot)
      const at = surroundings.now()
      const changes = driftChanges({
        ...{ open, found, source: look.source ?? 'cloud', at },
        standingOf: (drift) => standingOf(drift, members, look.began),
        newId: () => surroundings.id(12),
      })
      const said = sayDrift(members, found, look)
      if (isCalm(changes) && said.instances.length + said.vms.length === 0) return NOTHING
      const { group } = snapshot
      const requestId = `look-${surroundings.id(12)}`
      const commit = commitOf(changes, at, requestId)
      const rows = [...said.instances, ...said.vms].map((after) => ({
        before: members.get(after.id) ?? null,
        after,
      }))
      const stored = await store.commit({
        ...commit,
        expect: [{ groupId, version: group.version }],
        groups: [{ ...group, version: group.version + 1 }],
        ...said,
        events: tellRows(commit.events, rows, (row) => ({
          ...unsaidEvent(row),
          ...{ at, requestId, actor: 'cloud', kind: 'drift-changed', why: saidOf(row.after) },
        })),
      })
      if (stored.ok) return changes
    }
    return NOTHING
  })
}

/**
 * Keeps what imported files showed, beside what is open already. Files are no look at the whole account, so nothing is
 * closed by them; the next look at the cloud is newer, and closes what it does not find.
 */
export async function storeImportDrift(allocation: Allocation, found: readonly Drift[]): Promise<void> {
  const { store, surroundings } = allocation
  const keys = new Set(found.map(driftKey))
  const groupIds = new Set(found.flatMap(({ groupId }) => groupId ?? []))
  for (const groupId of groupIds)
    await storeGroupDrift(allocation, groupId, {
      ...{ only: ({ key }) => keys.has(key), began: surroundings.now() },
      find: async () => found.filter((one) => one.groupId === groupId),
      ...{ source: 'import', onlyAdds: true },
    })
  await storeLooseDrift(allocation, {
    open: (await store.openDrifts()).filter(({ groupId, key }) => groupId === null && keys.has(key)),
    found: found.filter(({ groupId }) => groupId === null),
    source: 'import',
  })
}

/** Keeps what belongs to no group, and closes what was of groups that are gone. */
export async function storeLooseDrift(
  { store, surroundings, turns }: Allocation,
  {
    open,
    found,
    source = 'cloud',
  }: {
    readonly open: readonly DriftRecord[]
    readonly found: readonly Drift[]
    readonly source?: DriftSource
  },
): Promise<DriftChanges> {
  return turns(LOOSE, async () => {
    const at = surroundings.now()
    const changes = driftChanges({
      ...{ open, found, source, at },
      standingOf: ({ groupId }) => (groupId === null ? 'judged' : 'repaired'),
      newId: () => surroundings.id(12),
    })
    if (isCalm(changes)) return NOTHING
    const stored = await store.commit(commitOf(changes, at, `look-${surroundings.id(12)}`))
    return stored.ok ? changes : NOTHING
  })
}

/** The turn of what belongs to no group; no group's id has a space. */
const LOOSE = 'drift of none'

const commitOf = (changes: DriftChanges, at: string, requestId: string): Commit => ({
  ...EMPTY_COMMIT,
  drifts: [...changes.closed, ...changes.changed, ...changes.opened],
  events: driftEvents(changes, at, requestId),
})

/** What is said of it differs by now, and no difference of its own came or went: it was told otherwise before. */
const saidOf = ({ drift }: Member): string => drift ?? 'A look at the cloud finds all as recorded.'

type Member = StatefulInstance | PooledVm
type Members = ReadonlyMap<string, Member>

const membersOf = ({ instances, vms }: GroupSnapshot): Members =>
  new Map([...instances, ...vms].map((member) => [member.id, member]))

/** Whoever it is of may be gone, may have other things on record by now, or may be at work. */
function standingOf(drift: DriftRecord, members: Members, began: string): Standing {
  if (drift.instanceId === null) return 'judged'
  const member = members.get(drift.instanceId)
  if (!member) return 'repaired'
  if (!isJudged(member, began)) return 'unjudged'
  return hasMovedOn(drift, member) ? 'repaired' : 'judged'
}

function hasMovedOn({ kind, nic, machineId, interfaceId, publicIpId }: DriftRecord, member: Member): boolean {
  if (kind === 'unknown-interface') return 'interfaceId' in member && member.interfaceId === interfaceId
  if (kind.startsWith('machine')) return member.machineId !== machineId
  const now =
    'nics' in member
      ? member.nics.some((one) => one.name === nic)
        ? {
            interfaceId: nicOf(member, nic ?? '').interfaceId,
            publicIpId: publicIpIdOf(nicOf(member, nic ?? '')),
          }
        : null
      : member
  if (!now) return true
  return kind.startsWith('public-ip') ? now.publicIpId !== publicIpId : now.interfaceId !== interfaceId
}

/** The instances of which something else is to be said than is. What cannot be judged keeps what is said of it. */
function sayDrift(
  members: Members,
  found: readonly Drift[],
  { began, onlyAdds = false }: { readonly began: string; readonly onlyAdds?: boolean },
): { readonly instances: readonly StatefulInstance[]; readonly vms: readonly PooledVm[] } {
  const byMember = new Map<string, Drift[]>()
  for (const drift of found) {
    if (drift.instanceId === null) continue
    const list = byMember.get(drift.instanceId)
    if (list) list.push(drift)
    else byMember.set(drift.instanceId, [drift])
  }
  const instances: StatefulInstance[] = []
  const vms: PooledVm[] = []
  for (const member of members.values()) {
    if (!isJudged(member, began)) continue
    const drift = driftLine(byMember.get(member.id) ?? [])
    if (drift === member.drift || (onlyAdds && drift === null)) continue
    if ('nics' in member) vms.push({ ...member, drift })
    else instances.push({ ...member, drift })
  }
  return { instances, vms }
}
