import { foldEvent, type MemberThen, type TellingEvent } from '@/lib/domain/fold-events'
import { type MapStanding, readStanding, SHOWS, standingOf } from '@/lib/domain/map-standing'
import { ask } from './ask'
import type { PrismaClient } from './client'

/** About 10 ms of reading: others get their turn between two pages. */
const PAGE = 1_000

type StoryArray = readonly [
  at: string,
  kind: TellingEvent['kind'],
  subnetId: string | null,
  address: string | null,
  after: Record<string, unknown>,
]

const STORIES = `
  SELECT json_group_array(json(story)) AS stories FROM (
    SELECT json_array(json((SELECT "member" FROM "MemberAtCut" WHERE "instanceId" = wanted.value)), json((
      SELECT json_group_array(json_array("at", "kind", "subnetId", "address", json("after"))) FROM (
        SELECT * FROM "Event" WHERE "instanceId" = wanted.value AND "at" <= ?2 AND "after" IS NOT NULL
          AND "seq" > coalesce((SELECT max("seq") FROM "LedgerAnchor"), 0)
        ORDER BY "seq")))) AS story
    FROM json_each(?1) wanted ORDER BY wanted.key)`

/** Instances and VMs as they were, each folded from its own events since the last cut, with their place in `ids`. */
export async function* readMembers(
  client: PrismaClient,
  ids: readonly string[],
  at: string,
): AsyncGenerator<readonly [place: number, member: MemberThen | null]> {
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE)
    const [row] = await ask<{ stories: string }>(client, STORIES, JSON.stringify(page), at)
    const stories = JSON.parse(row?.stories ?? '[]') as (readonly [
      MemberThen | null,
      readonly StoryArray[],
    ])[]
    for (const [place, instanceId] of page.entries()) {
      const [atCut, story] = stories[place] ?? [null, []]
      let member = atCut
      for (const [told, kind, subnetId, address, after] of story)
        member = foldEvent(member, { at: told, kind, instanceId, subnetId, address, after })
      yield [from + place, member]
    }
  }
}

/** The last standing that was told until ?2, for each of the members ?1; ?3 is the last number to look at. */
export const STANDINGS = `
  SELECT json_group_array(standing) AS standings FROM (
    SELECT (
      SELECT e."after" ->> '$.${SHOWS}' FROM "Event" e
      WHERE e."instanceId" = wanted.value AND e."seq" <= ?3 AND e."at" <= ?2 AND e."after" LIKE '%"${SHOWS}"%'
      ORDER BY e."seq" DESC LIMIT 1) AS standing
    FROM json_each(?1) wanted ORDER BY wanted.key)`

/**
 * How members stood on the map, with their place in `ids`: one look-up each. Events of an earlier Holdfast do not tell
 * it; then it is read from the whole story, and what even that does not tell counts as running.
 */
export async function* readStandings(
  client: PrismaClient,
  ids: readonly string[],
  { at, high }: { readonly at: string; readonly high: number },
): AsyncGenerator<readonly [place: number, standing: MapStanding]> {
  const untold: number[] = []
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = JSON.stringify(ids.slice(from, from + PAGE))
    const [row] = await ask<{ standings: string }>(client, STANDINGS, page, at, high)
    for (const [place, text] of (JSON.parse(row?.standings ?? '[]') as (string | null)[]).entries())
      if (text === null) untold.push(from + place)
      else yield [from + place, readStanding(text)]
  }
  const rest = untold.map((place) => ids[place] as string)
  for await (const [place, member] of readMembers(client, rest, at))
    yield [untold[place] as number, standingOf(member?.facts ?? {})]
}
