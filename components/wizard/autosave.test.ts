import { expect, test } from 'vitest'
import { createAutosave, QUIET_MS, type SaveAnswer, type SaveState } from './autosave'

/** A clock that is turned by hand, and saves that are answered by hand. */
function bench() {
  let now = 0
  let nextId = 1
  const due = new Map<number, { at: number; run: () => void }>()
  const saves: ((answer: SaveAnswer) => void)[] = []
  const shown: SaveState[] = []
  const autosave = createAutosave({
    save: () => new Promise((resolve) => saves.push(resolve)),
    show: (state) => shown.push(state),
    timers: {
      set: (run, ms) => {
        due.set(nextId, { at: now + ms, run })
        return nextId++
      },
      clear: (id) => void due.delete(id),
    },
  })
  const settle = async () => {
    for (let i = 0; i < 8; i++) await Promise.resolve()
  }
  const pass = async (ms: number) => {
    now += ms
    for (const [id, timer] of [...due]) {
      if (timer.at > now) continue
      due.delete(id)
      timer.run()
    }
    await settle()
  }
  const answer = async (at: number, what: SaveAnswer) => {
    saves[at]?.(what)
    await settle()
  }
  return { autosave, saves, shown, pass, answer, settle, last: () => shown.at(-1)?.kind }
}

const SAVED: SaveAnswer = { kind: 'saved', at: '2026-01-01T00:00:00Z' }
const FAILED: SaveAnswer = { kind: 'failed', message: 'away' }

test('B7 saves once typing has stopped, not at every key', async () => {
  const b = bench()
  b.autosave.changed()
  await b.pass(QUIET_MS - 1)
  b.autosave.changed()
  await b.pass(QUIET_MS - 1)
  expect(b.saves).toHaveLength(0)
  await b.pass(1)
  expect(b.saves).toHaveLength(1)
  expect(b.last()).toBe('saving')
  await b.answer(0, SAVED)
  expect(b.last()).toBe('saved')
  expect(b.autosave.isDirty()).toBe(false)
})

test('one save at a time; what was typed meanwhile follows', async () => {
  const b = bench()
  b.autosave.changed()
  void b.autosave.flush()
  await b.settle()
  b.autosave.changed()
  await b.pass(QUIET_MS)
  expect(b.saves).toHaveLength(1)
  await b.answer(0, SAVED)
  expect(b.saves).toHaveLength(2)
  await b.answer(1, SAVED)
  expect(b.last()).toBe('saved')
})

test('a failed save is retried, each time later', async () => {
  const b = bench()
  b.autosave.changed()
  await b.pass(QUIET_MS)
  await b.answer(0, FAILED)
  expect(b.last()).toBe('failed')
  expect(b.autosave.isDirty()).toBe(true)
  await b.pass(2_000)
  expect(b.saves).toHaveLength(2)
  await b.answer(1, FAILED)
  await b.pass(2_000)
  expect(b.saves).toHaveLength(2)
  await b.pass(2_000)
  expect(b.saves).toHaveLength(3)
})

test('a conflict waits for a person', async () => {
  const b = bench()
  b.autosave.changed()
  await b.pass(QUIET_MS)
  await b.answer(0, { kind: 'conflict', message: 'moved' })
  b.autosave.changed()
  await b.pass(60_000)
  expect(b.saves).toHaveLength(1)
  expect(b.last()).toBe('conflict')
  void b.autosave.keepMine()
  await b.settle()
  expect(b.saves).toHaveLength(2)
  await b.answer(1, SAVED)
  expect(b.last()).toBe('saved')
})

test('loading the other version leaves nothing to save', async () => {
  const b = bench()
  b.autosave.changed()
  await b.pass(QUIET_MS)
  await b.answer(0, { kind: 'conflict', message: 'moved' })
  b.autosave.takeTheirs('2026-01-01T00:00:00Z')
  expect(b.autosave.isDirty()).toBe(false)
  await b.pass(60_000)
  expect(b.saves).toHaveLength(1)
})

test('after stop nothing is saved; resume goes on with what is unsaved', async () => {
  const b = bench()
  b.autosave.changed()
  await b.autosave.stop()
  await b.pass(60_000)
  expect(b.saves).toHaveLength(0)
  b.autosave.resume()
  await b.pass(QUIET_MS)
  expect(b.saves).toHaveLength(1)
})
