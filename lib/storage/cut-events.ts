import type { LedgerCut } from '@/lib/allocation/ports/store'
import type { NewEvent } from '@/lib/domain/event'
import { foldEvent, isPresent, type MemberThen, type TellingEvent } from '@/lib/domain/fold-events'
import { insertRows, type Statement } from './insert'
import type { Row } from './rows'
import type { SecondConnection } from './second-connection'

/*
 * Retention. What is removed leaves an anchor: the last number and hash of it, from which the chain goes on. The anchor
 * and an event that tells of it are on disk before the first row is removed, and the database lets nothing else go.
 *
 *   1 … 900  901 ─▶ 902 …                             anchor 900, event "ledger-cut" 1204    one transaction
 *   ░░░░░░░  901 ─▶ 902 …                             rows 1 to 900 go, some at a time       after it, also after a kill
 *            901 follows the hash of the anchor       and so the chain is still followed from its first event
 *
 * What is read from events later must not miss those that went: of every instance and VM that is still there, how it
 * stood at the cut is kept (`MemberAtCut`), and its story begins with that.
 *
 * What goes is followed before, and the event after it: a place that does not hold is never removed, because nobody
 * could tell any more that it was there.
 */

/** Members whose stories are read at a time: some 10 ms in the other thread. */
const MEMBERS_PER_PAGE = 200

type AnchorRaw = {
  hash: string
  lastAt: string
  firstAt: string
  events: number | bigint
  from: number | bigint
}

/** The anchor at `seq`; null where there is nothing to remove. */
const ANCHOR = `
  SELECT e."hash", max(e."at", coalesce(a."lastAt", '')) AS "lastAt",
    (SELECT f."at" FROM "Event" f WHERE f."seq" = coalesce(a."seq", 0) + 1) AS "firstAt",
    e."seq" - coalesce(a."seq", 0) AS "events", coalesce(a."seq", 0) AS "from"
  FROM "Event" e LEFT JOIN "LedgerAnchor" a ON a."seq" = (SELECT max("seq") FROM "LedgerAnchor")
  WHERE e."seq" = ? AND e."seq" > coalesce(a."seq", 0) AND e."hash" IS NOT NULL`

/** Who set for how long events are kept, by the last event of it. */
const SET_BY = `
  SELECT "byName" FROM "Event" WHERE "kind" = 'settings-changed' AND "after" LIKE '%"keepEventsDays"%'
  ORDER BY "seq" DESC LIMIT 1`

const STORIES = `
  SELECT json_group_array(json_array("groupId", "at", "kind", "instanceId", "subnetId", "address", json("after"))) AS story
  FROM (SELECT * FROM "Event" WHERE "instanceId" = ? AND "seq" > ? AND "seq" <= ? AND "groupId" IS NOT NULL ORDER BY "seq")`

const MEMBERS = `
  SELECT DISTINCT "instanceId" AS "id" FROM "Event"
  WHERE "instanceId" > ? AND "seq" <= ? ORDER BY "instanceId" LIMIT ${MEMBERS_PER_PAGE}`

/** What the cut at `seq` writes, whose hash was followed up to there; null where there is nothing to remove. */
export async function planCut(
  second: SecondConnection,
  { seq, hash }: { readonly seq: number; readonly hash: string | null },
  now: string,
): Promise<{
  readonly statements: readonly Statement[]
  readonly event: NewEvent
  readonly cut: LedgerCut
} | null> {
  const [anchor] = await second.read<AnchorRaw>(ANCHOR, seq)
  if (!anchor) return null
  const [set] = await second.read<{ byName: string | null }>(SET_BY)
  const byName = set?.byName ?? null
  const [events, from] = [Number(anchor.events), Number(anchor.from)]
  if (hash === null || anchor.hash !== hash) throw new Error(`Event ${seq} changed while it was followed.`)
  const { firstAt, lastAt } = anchor
  const cut = { seq, hash, events, firstAt, lastAt, removedAt: now, byName }
  const { standing, gone } = await membersAt(second, from, seq)
  return {
    cut,
    event: cutEvent(cut),
    statements: [
      ...insertRows('LedgerAnchor', Object.keys(cut), [Object.values(cut)]),
      ...insertRows('MemberAtCut', ['instanceId', 'groupId', 'seq', 'member'], standing, 'replace'),
      { sql: FORGET_GONE, args: [JSON.stringify(gone)] },
    ],
  }
}

const FORGET_GONE = `DELETE FROM "MemberAtCut" WHERE "instanceId" IN (SELECT value FROM json_each(?))`

async function membersAt(
  second: SecondConnection,
  from: number,
  seq: number,
): Promise<{ readonly standing: readonly Row[]; readonly gone: readonly string[] }> {
  const standing: Row[] = []
  const gone: string[] = []
  for (let after = ''; ; ) {
    const page = await second.read<{ id: string }>(MEMBERS, after, seq)
    for (const { id } of page) {
      const { member, groupId } = await foldUntil(second, id, from, seq)
      if (member && groupId && isPresent(member)) standing.push([id, groupId, seq, JSON.stringify(member)])
      else gone.push(id)
    }
    if (page.length < MEMBERS_PER_PAGE) return { standing, gone }
    after = page.at(-1)?.id ?? ''
  }
}

type StoryArray = readonly [
  groupId: string,
  at: string,
  kind: TellingEvent['kind'],
  instanceId: string,
  subnetId: string | null,
  address: string | null,
  after: Record<string, unknown> | null,
]

async function foldUntil(second: SecondConnection, id: string, from: number, seq: number) {
  const [known] = await second.read<{ member: string; groupId: string }>(
    'SELECT "member", "groupId" FROM "MemberAtCut" WHERE "instanceId" = ?',
    id,
  )
  const [row] = await second.read<{ story: string }>(STORIES, id, from, seq)
  let member = known ? (JSON.parse(known.member) as MemberThen) : null
  let groupId = known?.groupId ?? null
  for (const [of, at, kind, instanceId, subnetId, address, after] of JSON.parse(
    row?.story ?? '[]',
  ) as StoryArray[]) {
    member = foldEvent(member, { at, kind, instanceId, subnetId, address, after })
    groupId = of
  }
  return { member, groupId }
}

function cutEvent({ seq, hash, events, lastAt, removedAt, byName }: LedgerCut): NewEvent {
  return {
    at: removedAt,
    kind: 'ledger-cut',
    actor: 'holdfast',
    requestId: `ledger-cut-${seq}`,
    ...{ groupId: null, instanceId: null, subnetId: null, address: null },
    ...{ interfaceId: null, publicIpId: null, machineId: null },
    why: `${events.toLocaleString('en')} events up to ${lastAt.slice(0, 10)} were removed, because they are older than is kept.`,
    before: null,
    after: { seq, hash, events, until: lastAt, setBy: byName },
  }
}

/** Whether a cut at `seq` has anything to remove, or to finish. */
export async function isCutDue(second: SecondConnection, seq: number): Promise<boolean> {
  const [due] = await second.read<object>(
    `SELECT 1 FROM "Event" WHERE "seq" <= max(?, (SELECT coalesce(max("seq"), 0) FROM "LedgerAnchor")) LIMIT 1`,
    seq,
  )
  return due !== undefined
}

/** Of what is covered by an anchor, some that are still there; each slice is on disk by itself. */
export const REMOVE_SLICE = `
  DELETE FROM "Event" WHERE "seq" IN (
    SELECT "seq" FROM "Event" WHERE "seq" <= (SELECT max("seq") FROM "LedgerAnchor") ORDER BY "seq" LIMIT ?)`
