import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cidr } from '@/lib/domain/cidr'
import { ExportCheck } from '@/lib/domain/event-export'
import { Fold } from '@/lib/domain/fold-events'
import { occupancyOf } from '@/lib/domain/occupancy'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, SUBNETS } from '@/lib/testing/worlds'
import { auditFile } from './audit'
import { sha256 } from './sha256.mjs'

let world: RunningWorld
beforeEach(async () => {
  world = await runWorld()
})
afterEach(() => world.close())

const config = (pool: string) =>
  groupConfig({ name: 'ring', pool, capacity: { minimum: 0, target: 2, maximum: 4 } })

/** Moments lie further from each other than a commit may take. */
function moment(): string {
  const now = world.now()
  world.pass(300_000)
  return now
}

async function cutAt(at: string) {
  const done = await world.store.cutLedger(at)
  if (!done.ok) throw new Error(JSON.stringify(done.refusal))
  return done.value
}

/** As somebody does who can write to the file. */
function tamper(...statements: string[]) {
  const database = new Database(world.file)
  database.exec('DROP TRIGGER "Event_unchanged"; DROP TRIGGER "Event_kept"')
  for (const sql of statements) database.exec(sql)
  database.close()
}

async function membersAt(groupId: string, at: string) {
  const { reads } = world.store
  const fold = new Fold(await reads.membersAtCut(groupId))
  for await (const page of reads.tellingEvents(groupId, at)) for (const event of page) fold.add(event)
  return fold.present()
}

async function mapAt(at: string) {
  const block = cidr('10.0.1.32/27')
  const layers = await world.store.reads.pastLayers(SUBNETS.prodA.id, block, at)
  return occupancyOf(block, { ...layers, reserved: [] }).spans
}

/** A group that changed before the cut and after it; the cut lies between `created` and `paused`. */
async function story() {
  const id = await world.create(config('10.0.1.40-42'), true)
  const [one, two, three] = await world.instances(id)
  await world.ask(id, { kind: 'deallocate', instanceIds: [three?.id ?? ''], afterwards: 'lower-target' })
  const created = moment()
  const cut = moment()
  const still = moment()
  await world.ask(id, { kind: 'pause', instanceIds: [one?.id ?? ''] })
  const paused = moment()
  return { id, created, cut, still, paused, two }
}

describe('retention', () => {
  test('leaves a chain that is whole, an anchor, and an event that tells of it', async () => {
    const { cut } = await story()
    const before = auditFile(world.file)
    const done = await cutAt(cut)
    const after = auditFile(world.file)
    expect(after).toMatchObject({ findings: [], chain: { count: 0, removed: done?.events } })
    expect(after.chain.anchor).toEqual(done)
    expect(after.chain.first?.seq).toBe((done?.seq ?? 0) + 1)
    expect(after.events).toBe(before.events - (done?.events ?? 0) + 1)
    const [told] = await world.store.events({ limit: 1, kinds: ['ledger-cut'] })
    expect(told).toMatchObject({
      actor: 'holdfast',
      after: { seq: done?.seq, hash: done?.hash, events: done?.events },
    })
  })

  test('changes nothing of how everything stands, nor of any moment since', async () => {
    const { id, cut, still, paused } = await story()
    const asked = async () => ({
      now: await world.instances(id),
      rows: await world.store.reads.group(id),
      members: await Promise.all([still, paused].map((at) => membersAt(id, at))),
      maps: await Promise.all([still, paused].map(mapAt)),
      who: await world.store.reads.holdHistory({ address: '10.0.1.40', limit: 10 }),
    })
    const before = await asked()
    await cutAt(cut)
    expect(await asked()).toEqual(before)
    await cutAt(world.now())
    expect((await asked()).members[1]).toEqual(before.members[1])
  })

  test('tells from when on it can be looked at, and that older events were removed', async () => {
    const { id, created, cut } = await story()
    expect(await world.store.reads.pastSpan({ kind: 'group', id })).toMatchObject({ removedUntil: null })
    const done = await cutAt(cut)
    const span = await world.store.reads.pastSpan({ kind: 'group', id })
    expect(span).toMatchObject({ begin: done?.lastAt, removedUntil: done?.lastAt })
    expect(created >= (done?.lastAt ?? '')).toBe(true)
  })

  test('is done once, and finished by the next one where a process was killed in the middle', async () => {
    const { cut } = await story()
    const done = await cutAt(cut)
    expect(await cutAt(cut)).toBeNull()
    const database = new Database(world.file)
    // As it is after a kill: the anchor is further than what was removed.
    const columns = '"seq", "at", "kind", "actor", "requestId", "why"'
    database.exec(
      `DROP TRIGGER "Event_appended"; INSERT INTO "Event" (${columns}) VALUES (1, '2026', 'settings-changed', 'operator', 'r', 'old')`,
    )
    database.close()
    expect(auditFile(world.file).chain).toMatchObject({ count: 0 })
    await cutAt(cut)
    expect(auditFile(world.file).chain.first?.seq).toBe((done?.seq ?? 0) + 1)
    expect(await world.store.events({ limit: 5, before: done?.seq ?? 0 })).toEqual([])
  })

  test('leaves an export whose every line can be checked, the first one against the anchor', async () => {
    const { cut } = await story()
    const done = await cutAt(cut)
    const check = new ExportCheck(sha256)
    for await (const page of world.store.exportEvents({})) for (const one of page) check.add(one)
    expect(check).toMatchObject({ breaks: [], gaps: 0, first: (done?.seq ?? 0) + 1 })
    expect(check.last).toEqual(world.store.ledgerHead())
    const some = new ExportCheck(sha256)
    for await (const page of world.store.exportEvents({ kinds: ['instance-paused'] }))
      for (const one of page) some.add(one)
    expect(some).toMatchObject({ breaks: [], events: 1 })
  })

  test.each([
    [
      'its text was changed',
      (_: number) => `UPDATE "Event" SET "why" = 'x' WHERE "seq" = 2`,
      'content-changed',
    ],
    ['one of it is missing', (_: number) => `DELETE FROM "Event" WHERE "seq" = 2`, 'missing'],
    [
      'the last of it has another hash',
      (last: number) => `UPDATE "Event" SET "hash" = '${'0'.repeat(64)}' WHERE "seq" = ${last}`,
      'hash-changed',
    ],
  ])('removes nothing where %s, and says where', async (_, changed, kind) => {
    const { cut } = await story()
    const [{ seq: last } = { seq: 0 }] = await world.store.events({ limit: 1, until: cut })
    tamper(changed(last))
    const { events } = auditFile(world.file)
    const done = await world.store.cutLedger(cut)
    expect(done).toMatchObject({ ok: false, refusal: { count: 1, breaks: [{ kind }] } })
    const after = auditFile(world.file)
    expect(after).toMatchObject({ events, chain: { anchor: null, count: 1, breaks: [{ kind }] } })
  })

  test('removes nothing after an anchor that no event tells of', async () => {
    const { cut } = await story()
    const done = await cutAt(cut)
    tamper(`UPDATE "Event" SET "after" = NULL WHERE "kind" = 'ledger-cut'`)
    const refused = await world.store.cutLedger(world.now())
    expect(refused).toMatchObject({ ok: false })
    expect(auditFile(world.file).chain.anchor).toEqual(done)
  })
})
