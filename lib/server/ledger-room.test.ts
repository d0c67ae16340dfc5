import { afterEach, expect, test } from 'vitest'
import { changeSettings } from '@/lib/allocation/change-settings'
import { recordEvent } from '@/lib/allocation/record-event'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { cutBefore, openLedgerRoom } from './ledger-room'

let world: RunningWorld | null = null
afterEach(() => world?.close())

const DAY_MS = 86_400_000

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
    .poll(() => room.progress())
    .toMatchObject({ state: 'done', isWhole: true, breaks: [], broken: [] })
  room.stop()
  expect(problems).toEqual([])
})
