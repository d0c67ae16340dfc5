import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { templateDatabase } from '@/lib/testing/database'
import {
  applyMigrations,
  diagnose,
  diffFromEmpty,
  diffFromMigrations,
  MIGRATIONS_DIR,
  SCHEMA_FILE,
} from '@/scripts/migrations'

const folder = mkdtempSync(join(tmpdir(), 'holdfast-migrations-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const schema = readFileSync(SCHEMA_FILE, 'utf8')
const IN_STEP = { unapplied: [], edited: [], failed: [], unknown: [] }

const tablesOf = (file: string): string[] => {
  const database = new Database(file, { readonly: true })
  const rows = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all()
  database.close()
  return (rows as { name: string }[]).map((row) => row.name)
}

describe('the migrations', () => {
  it('applied to nothing, equal the schema', async () => {
    expect(await diffFromMigrations()).toBe('')
  })

  it('would not equal a schema with one column more', async () => {
    const more = schema.replace(/^model \w+ \{$/m, (line) => `${line}\n  notThereYet String?`)
    expect(more).not.toBe(schema)
    expect(await diffFromMigrations(more)).toMatch(/ADD COLUMN "notThereYet" TEXT/)
  })

  it('would not equal a schema whose partial index covers more rows', async () => {
    const wider = schema.replace(', where: { releasedAt: null }', '')
    expect(wider).not.toBe(schema)
    expect(await diffFromMigrations(wider)).toMatch(/CREATE UNIQUE INDEX/)
  })

  it('make every table once, and change nothing the second time', async () => {
    const file = join(folder, 'twice.db')
    const names = readdirSync(MIGRATIONS_DIR, { withFileTypes: true }).filter((entry) => entry.isDirectory())

    expect((await diagnose(file)).unapplied).toHaveLength(names.length)
    expect(await applyMigrations(file)).toHaveLength(names.length)
    const tables = tablesOf(file)
    expect(await applyMigrations(file)).toEqual([])

    expect(tablesOf(file)).toEqual(tables)
    expect(await diagnose(file)).toEqual(IN_STEP)
    for (const [, table] of (await diffFromEmpty()).matchAll(/CREATE TABLE "(\w+)"/g)) {
      expect(tables).toContain(table)
    }
  })
})

describe('a test database', () => {
  it('is migrated, and nobody else has it', async () => {
    const [one, other] = await Promise.all([templateDatabase(), templateDatabase()])
    expect(one).not.toBe(other)
    expect(await diagnose(one)).toEqual(IN_STEP)
    expect(tablesOf(one).length).toBeGreaterThan(1)
  })
})
