import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { lockFile } from '@/lib/storage/process-lock'
import { templateDatabase } from '@/lib/testing/database'
import { databaseProblem } from './database-problem'

const folder = mkdtempSync(join(tmpdir(), 'holdfast-database-problem-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const copied = async (name: string): Promise<string> => {
  const file = join(folder, name)
  copyFileSync(await templateDatabase(), file)
  return file
}

it('has nothing to say of a sound file, nor of one yet to be made', async () => {
  expect(databaseProblem(await copied('sound.db'))).toBeNull()
  expect(databaseProblem(join(folder, 'new.db'))).toBeNull()
})

it('names a file that another process has, and lets go of it afterwards', async () => {
  const file = await copied('used.db')
  const unlock = lockFile(file)
  expect(databaseProblem(file)).toMatch(`Another Holdfast process is using ${file} (process ${process.pid}).`)
  unlock()
  expect(databaseProblem(file)).toBeNull()
})

it('names what is no database', () => {
  const file = join(folder, 'text.db')
  writeFileSync(file, 'These are notes, and not a database. '.repeat(100))
  expect(databaseProblem(file)).toMatch(`The database ${file} cannot be used: file is not a database.`)
  const inner = join(folder, 'a-folder')
  mkdirSync(inner)
  expect(databaseProblem(inner)).toMatch(/cannot be used: unable to open database file\. .* DATABASE_URL/)
})

it('names a database that is damaged inside', async () => {
  const file = await copied('damaged.db')
  const size = statSync(file).size
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, Buffer.alloc(size - 8_192, 0xff), 0, size - 8_192, 8_192)
  closeSync(descriptor)
  expect(databaseProblem(file)).toMatch(/damaged\.db (is damaged|cannot be used).*Restore a backup of it/)
})
