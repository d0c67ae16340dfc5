import { foldEvent, type MemberThen, type TellingEvent } from '@/lib/domain/fold-events'
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
    SELECT (
      SELECT json_group_array(json_array("at", "kind", "subnetId", "address", json("after"))) FROM (
        SELECT * FROM "Event" WHERE "instanceId" = wanted.value AND "at" <= ?2 AND "after" IS NOT NULL
        ORDER BY "seq")) AS story
    FROM json_each(?1) wanted ORDER BY wanted.key)`

/** Instances and VMs as they were, each folded from its own events, with their place in `ids`. */
export async function* readMembers(
  client: PrismaClient,
  ids: readonly string[],
  at: string,
): AsyncGenerator<readonly [place: number, member: MemberThen | null]> {
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE)
    const [row] = await ask<{ stories: string }>(client, STORIES, JSON.stringify(page), at)
    const stories = JSON.parse(row?.stories ?? '[]') as (readonly StoryArray[])[]
    for (const [place, instanceId] of page.entries()) {
      let member: MemberThen | null = null
      for (const [told, kind, subnetId, address, after] of stories[place] ?? [])
        member = foldEvent(member, { at: told, kind, instanceId, subnetId, address, after })
      yield [from + place, member]
    }
  }
}
