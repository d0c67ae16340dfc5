import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { changeSettings } from '@/lib/allocation/change-settings'
import { recordEvent } from '@/lib/allocation/record-event'
import { ok } from '@/lib/domain/result'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { makeGate } from './gate'
import { cutBefore, openLedgerRoom } from './ledger-room'

let world: RunningWorld | null = null
afterEach(() => world?.close())

const DAY_MS = 86_400_000
const WAIT = { timeout: 15_000 }

/** As somebody does who can write to the file. */
function change({ file }: RunningWorld, seq: number, why = 'x'): void {
  const database = new Database(file)
  database.exec(
    `DROP TRIGGER IF EXISTS "Event_unchanged"; UPDATE "Event" SET "why" = '${why}' WHERE "seq" = ${seq}`,
  )
  database.close()
}

/** As where more than a start looks at lies behind what is broken. */
function withoutNewest(store: RunningWorld['store']): RunningWorld['store'] {
  const verifyNewest = async () => ({ events: 1, count: 0, breaks: [], isWhole: false })
  return Object.assign(Object.create(store) as typeof store, { verifyNewest })
}

test.each([
  ['2026-11-22T00:00:00.000Z', 7, '2026-11-15T00:00:00.000Z'],
  ['2026-11-22T23:59:59.999Z', 7, '2026-11-15T00:00:00.000Z'],
  ['2026-03-01T12:00:00.000Z', 30, '2026-01-30T00:00:00.000Z'],
])('at %s what is kept for %i days begins at %s: whole days go together', (now, days, before) => {
  expect(cutBefore(now, days)).toBe(before)
})

test('what is older than is kept goes when that is set, and what is checked afterwards is whole', async () => {
  world = await runWorld()
  const { store, now } = world
  const { allocation } = world.engine
  await recordEvent(allocation, { kind: 'exported', why: 'long ago' })
  world.pass(10 * DAY_MS)
  await recordEvent(allocation, { kind: 'exported', why: 'just now' })
  const problems: unknown[] = []
  const room = openLedgerRoom({ store, now, onProblem: (_, detail) => problems.push(detail) })
  await room.cut()
  expect(await store.events({ limit: 10, text: 'long ago' })).toHaveLength(1)
  expect(await changeSettings(allocation, { keepEventsDays: 7 }, {})).toMatchObject({ ok: true })
  await room.cut()
  expect(await store.events({ limit: 10, text: 'long ago' })).toEqual([])
  expect(await store.events({ limit: 10, text: 'just now' })).toHaveLength(1)
  room.check()
  await expect
    .poll(() => room.progress(), WAIT)
    .toMatchObject({ state: 'done', isWhole: true, breaks: [], broken: [] })
  await room.stop()
  expect(problems).toEqual([])
})

test('while Holdfast is read-only nothing is removed; it is made up for when that ends', async () => {
  world = await runWorld()
  const { store, now } = world
  const { allocation } = world.engine
  await recordEvent(allocation, { kind: 'exported', why: 'long ago' })
  expect(await changeSettings(allocation, { keepEventsDays: 7 }, {})).toMatchObject({ ok: true })
  world.pass(10 * DAY_MS)
  await recordEvent(allocation, { kind: 'exported', why: 'just now' })
  const gate = makeGate(false)
  const problems: unknown[] = []
  const room = openLedgerRoom({ store, now, onProblem: (_, detail) => problems.push(detail), gate })
  await room.cut()
  const old = () => store.events({ limit: 10, text: 'long ago' })
  expect(await old()).toHaveLength(1)
  expect((await store.reads.ledger()).anchor).toBeNull()
  gate.set(true)
  await expect.poll(old, WAIT).toEqual([])
  await room.stop()
  expect(problems).toEqual([])
})

test('a removal that is under way stops between two slices when Holdfast becomes read-only', async () => {
  world = await runWorld()
  const { store } = world
  const { allocation } = world.engine
  await recordEvent(
    allocation,
    ...Array.from({ length: 1_200 }, () => ({ kind: 'exported', why: 'old' }) as const),
  )
  world.pass(10 * DAY_MS)
  await recordEvent(allocation, { kind: 'exported', why: 'just now' })
  let asked = 0
  const before = cutBefore(world.now(), 7)
  await store.cutLedger(before, () => ++asked <= 2)
  const left = () => store.events({ limit: 1_000, text: 'old', kinds: ['exported'] })
  expect((await left()).length).toBeGreaterThan(600)
  expect((await store.audit()).chain).toMatchObject({ count: 0 })
  await store.cutLedger(before)
  expect(await left()).toEqual([])
})

test('a broken chain is told by every look, and a start looks at the newest events', async () => {
  world = await runWorld()
  const { store, now } = world
  await recordEvent(world.engine.allocation, { kind: 'exported', why: 'to be changed' })
  const seq = await store.lastSeq()
  const problems: unknown[] = []
  const room = openLedgerRoom({ store, now, onProblem: (_, detail) => problems.push(detail) })
  expect(room.standing()).toBeNull()
  await room.checkNewest()
  expect(room.standing()).toMatchObject({ breaks: 0 })
  expect(room.progress()).toMatchObject({ state: 'newest', isWhole: true, breaks: [] })
  change(world, seq)
  await room.checkNewest()
  expect(room.standing()).toMatchObject({
    breaks: 1,
    sentence: expect.stringContaining(`Event ${seq.toLocaleString('en')} `),
  })
  expect(room.progress()).toMatchObject({ state: 'newest', isWhole: false })
  expect(problems).toHaveLength(1)
  room.check()
  await expect.poll(() => room.progress(), WAIT).toMatchObject({ state: 'done', isWhole: false })
  await expect.poll(() => problems, WAIT).toHaveLength(2)
  await room.stop()
})

test('a removal that is under way stops when the server does, which waits for it', async () => {
  world = await runWorld()
  const { store, now } = world
  expect(await changeSettings(world.engine.allocation, { keepEventsDays: 7 }, {})).toMatchObject({ ok: true })
  let slices = 0
  let ended = false
  const slow = Object.assign(Object.create(store) as typeof store, {
    async cutLedger(_: string, goOn = () => true) {
      for (; slices < 1_000 && goOn(); slices++) await pause(5)
      ended = true
      return ok(null)
    },
  })
  const room = openLedgerRoom({ store: slow, now, onProblem: () => undefined })
  await expect.poll(() => slices, WAIT).toBeGreaterThan(0)
  await room.stop()
  expect(ended).toBe(true)
  expect(slices).toBeLessThan(1_000)
})

test('what is broken is never removed: it is told once, on the page, in the log and by an event', async () => {
  world = await runWorld()
  const { store, now } = world
  const { allocation } = world.engine
  await recordEvent(allocation, { kind: 'exported', why: 'long ago' })
  const seq = await store.lastSeq()
  expect(await changeSettings(allocation, { keepEventsDays: 7 }, {})).toMatchObject({ ok: true })
  world.pass(10 * DAY_MS)
  await recordEvent(allocation, { kind: 'exported', why: 'new' })
  change(world, seq)
  const problems: string[] = []
  const blind = withoutNewest(store)
  for (const seen of [blind, store]) {
    const room = openLedgerRoom({ store: seen, now, onProblem: (what) => problems.push(what) })
    await room.cut()
    expect(room.standing()).toMatchObject({ breaks: 1 })
    expect(room.notRemoved()).toContain(`Event ${seq.toLocaleString('en')} does not say what was written`)
    expect((await store.reads.ledger()).anchor).toBeNull()
    expect(await store.events({ limit: 10, kinds: ['ledger-cut-refused'] })).toHaveLength(1)
    await expect.poll(() => room.progress(), WAIT).toMatchObject({ isWhole: false })
    await room.stop()
    expect(problems.filter((what) => what === 'old events are not removed')).toHaveLength(1)
  }
  change(world, seq, 'long ago')
  const room = openLedgerRoom({ store, now, onProblem: () => undefined })
  room.check()
  await expect.poll(() => store.events({ limit: 1, text: 'long ago', kinds: ['exported'] }), WAIT).toEqual([])
  await expect.poll(() => room.notRemoved(), WAIT).toBeNull()
  await room.stop()
})

test('what the whole was found to be outlives a restart, and a start follows all of it where a day has passed', async () => {
  world = await runWorld()
  const { now } = world
  const store = withoutNewest(world.store)
  await recordEvent(world.engine.allocation, { kind: 'exported', why: 'long ago' })
  const seq = await store.lastSeq()
  const start = () => openLedgerRoom({ store, now, onProblem: () => undefined, afterStartMs: 0 })
  change(world, seq)
  // Nobody has followed all of it yet.
  const first = start()
  await expect.poll(() => first.progress(), WAIT).toMatchObject({ state: 'done', isWhole: false })
  await expect.poll(() => store.reads.meta('ledger-whole'), WAIT).toContain('"breaks":1')
  await first.stop()
  change(world, seq, 'long ago')
  const second = start()
  await second.checkNewest()
  await pause(50)
  const broken = expect.stringContaining(`Event ${seq.toLocaleString('en')} does not say what was written`)
  expect(second.standing()).toMatchObject({ breaks: 1, sentence: broken })
  expect(second.progress()).toMatchObject({ state: 'newest', isWhole: false, sentence: broken })
  await second.stop()
  world.pass(DAY_MS)
  const third = start()
  await expect.poll(() => third.progress(), WAIT).toMatchObject({ state: 'done', isWhole: true })
  await third.checkNewest()
  expect(third.standing()).toMatchObject({ breaks: 0 })
  await third.stop()
})
