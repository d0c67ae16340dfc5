import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, expect, test } from 'vitest'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { templateDatabase } from '@/lib/testing/database'
import { backUp, readRecord } from './backup'
import { type OpenStore, openStore } from './store'
import { AT, creation, eventOf } from './store.fixtures'

const folder = mkdtempSync(join(tmpdir(), 'holdfast-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const stores: OpenStore[] = []
afterEach(() => Promise.all(stores.splice(0).map((store) => store.close())))

async function open(): Promise<{ store: OpenStore; file: string }> {
  const file = await templateDatabase()
  const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT })
  stores.push(store)
  return { store, file }
}

test('a backup is the record of one moment, however much is written while it is made', async () => {
  const { store, file } = await open()
  const of = { instanceId: 'ssi-g0-1', address: '10.0.1.4' }
  const events = Array.from({ length: 20_000 }, (_, n) => eventOf({ ...of, why: `${n} ${'x'.repeat(300)}` }))
  await store.commit(creation('g0', ['10.0.1.4'], { events }))
  const before = await store.lastSeq()
  let writing = true
  let written = 0
  const writer = (async () => {
    while (writing) {
      await store.commit({ ...EMPTY_COMMIT, events: [eventOf()] })
      written += 1
    }
  })()
  const target = join(folder, 'busy.backup')
  const seen: number[] = []
  const report = await backUp(file, target, ({ done, total }) => seen.push(done / total))
  writing = false
  await writer

  expect(written).toBeGreaterThan(1)
  expect(seen.length).toBeGreaterThan(2)
  // A copy that had begun anew would have gone back.
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(report.lastSeq).toBeGreaterThanOrEqual(before)
  expect(report.lastSeq).toBeLessThan(await store.lastSeq())
  expect(report.audit?.findings).toEqual([])
  expect(report.audit?.live).toBe(1)
  expect(report.size).toBe(statSync(target).size)
  const copy = new Database(target, { readonly: true })
  expect(copy.prepare('SELECT count(*) AS "n" FROM "Event"').get()).toEqual({ n: report.lastSeq })
  copy.close()
})

test('a backup is one file that only its owner reads, and nothing is left beside it', async () => {
  const { file } = await open()
  const target = join(folder, 'alone.backup')
  await backUp(file, target)
  expect(statSync(target).mode & 0o077).toBe(0)
  expect(readdirSync(folder).filter((name) => name.startsWith('alone.backup'))).toEqual(['alone.backup'])
})

test('a backup that fails leaves what bore its name', async () => {
  const source = join(folder, 'notes.db')
  writeFileSync(source, 'These are notes, and not a database. '.repeat(100))
  const target = join(folder, 'earlier.backup')
  writeFileSync(target, 'the earlier one')
  await expect(backUp(source, target)).rejects.toThrow('file is not a database')
  expect(statSync(target).size).toBe('the earlier one'.length)
  expect(readdirSync(folder).filter((name) => name.startsWith('earlier.backup'))).toEqual(['earlier.backup'])
})

test('a file whose pages are damaged is named', async () => {
  const { store, file } = await open()
  const events = Array.from({ length: 2_000 }, () => eventOf({ why: 'x'.repeat(300) }))
  await store.commit(creation('g0', [], { events }))
  const target = join(folder, 'damaged.backup')
  await backUp(file, target)
  const database = new Database(target)
  database.unsafeMode(true)
  database.pragma('writable_schema = ON')
  database.exec(`DELETE FROM sqlite_master WHERE name = 'Event_groupId_seq_idx'`)
  database.close()
  expect(() => readRecord(target)).toThrow(/damaged\.backup is damaged/)
})
