import type { Commit } from '@/lib/allocation/ports/commit'
import type { ConfigRevision, Moment } from '@/lib/allocation/ports/reads'
import type { EventKind } from '@/lib/domain/event'
import type { Group, GroupConfig } from '@/lib/domain/group'
import type { PrismaClient } from './client'
import type { Row } from './rows'
import { readParts, writePersistence, writeSettings } from './stored-config'

/*
 * How each group was configured, and since when.
 *
 *   seq   event           settings             persistence
 *   12    group-created   target 3, rests …    pool of 65,536 members
 *   40    group-scaled    target 5, rests …    –                          as before: nothing large is written
 *   77    group-edited    target 5, rests …    pool of 65,530 members
 *   90    group-deleting  target 5, rests …    no pool
 *   95    group-deleted   target 5, rests …    –
 *
 * A revision carries the number of the event that tells of it: before that event the one above it was in force, after
 * it this one is.
 */
export const REVISION_COLUMNS = [
  'groupId',
  'seq',
  'at',
  'version',
  'state',
  'settings',
  'persistence',
] as const

/** Events that tell of another configuration, or of another state of a group. */
const TELLING: readonly EventKind[] = [
  'group-created',
  'group-edited',
  'group-scaled',
  'group-deleting',
  'group-deleted',
]

/** One row for every group that a commit configures otherwise; usually none. `firstSeq` is its first event's number. */
export function revisionRows(
  commits: readonly Commit[],
  known: (groupId: string) => Group | null,
  firstSeq: number,
  now: string,
): Row[] {
  let first = firstSeq
  return commits.flatMap(({ groups, events }) => {
    const rows = groups.flatMap((group): Row[] => {
      const before = known(group.id)
      if (before && before.state === group.state && !differs(before.config, group.config)) return []
      const place = events.findIndex(({ kind, groupId }) => groupId === group.id && TELLING.includes(kind))
      const at = events[place]?.at ?? now
      // A change that no event tells of is in force after the last one.
      const seq = first + (place === -1 ? events.length - 1 : place)
      const { id, version, state, config } = group
      return [[id, seq, at, version, state, writeSettings(config), changedPersistence(before, config)]]
    })
    first += events.length
    return rows
  })
}

/** A configuration that no rule touched is the same object: then nothing is written out to be compared. */
const differs = (before: GroupConfig, after: GroupConfig): boolean =>
  before !== after && (writeSettings(before) !== writeSettings(after) || persistenceDiffers(before, after))

const persistenceDiffers = (before: GroupConfig, after: GroupConfig): boolean =>
  before.persistence !== after.persistence && writePersistence(before) !== writePersistence(after)

const changedPersistence = (before: Group | null, after: GroupConfig): string | null =>
  before && !persistenceDiffers(before.config, after) ? null : writePersistence(after)

type RevisionRaw = {
  groupId: string
  seq: number | bigint
  at: string
  version: number | bigint
  state: ConfigRevision['state']
  settings: string
  persistence: string
}

const readRevision = (raw: RevisionRaw): ConfigRevision => ({
  groupId: raw.groupId,
  seq: Number(raw.seq),
  at: raw.at,
  version: Number(raw.version),
  state: raw.state,
  config: readParts(raw.settings, raw.persistence),
})

const COMPLETE = `
  r."groupId", r."seq", r."at", r."version", r."state", r."settings", coalesce(r."persistence", (
    SELECT p."persistence" FROM "ConfigRevision" p WHERE p."groupId" = r."groupId" AND p."id" < r."id"
      AND p."persistence" IS NOT NULL ORDER BY p."id" DESC LIMIT 1)) AS "persistence"`

/** The column and value of a moment. */
const bound = (moment: Moment): readonly ['at' | 'seq', string | number] =>
  'at' in moment ? ['at', moment.at] : ['seq', moment.afterSeq]

export async function readConfigAt(
  client: PrismaClient,
  groupId: string,
  moment: Moment,
): Promise<ConfigRevision | null> {
  const [column, value] = bound(moment)
  const [raw] = await client.$queryRawUnsafe<RevisionRaw[]>(
    `SELECT ${COMPLETE} FROM "ConfigRevision" r
     WHERE r."groupId" = ? AND r."${column}" <= ? ORDER BY r."${column}" DESC, r."id" DESC LIMIT 1`,
    groupId,
    value,
  )
  return raw ? readRevision(raw) : null
}

/** Group by group: each is one look at an index, however long its history is. */
export async function readConfigsAt(client: PrismaClient, moment: Moment): Promise<ConfigRevision[]> {
  const [column, value] = bound(moment)
  const rows = await client.$queryRawUnsafe<RevisionRaw[]>(
    `SELECT ${COMPLETE} FROM "Group" g CROSS JOIN "ConfigRevision" r ON r."id" = (
       SELECT "id" FROM "ConfigRevision" WHERE "groupId" = g."id" AND "${column}" <= ?
       ORDER BY "${column}" DESC, "id" DESC LIMIT 1)
     WHERE r."state" <> 'deleted' ORDER BY g."id"`,
    value,
  )
  return rows.map(readRevision)
}
