/**
 * Migrations, made and applied by Prisma's own schema engine in its WebAssembly form.
 *
 * The Prisma CLI does the same work through a native engine that it downloads at its first command. This one
 * comes with the npm packages, so a fresh clone needs nothing else. It writes Prisma's own
 * `_prisma_migrations` rows: where the native engine is at hand, `prisma migrate deploy` continues from them.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DiffTarget, MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { withEngine } from './schema-engine'

const root = fileURLToPath(new URL('..', import.meta.url))
export const SCHEMA_FILE = join(root, 'prisma', 'schema.prisma')
export const MIGRATIONS_DIR = join(root, 'prisma', 'migrations')

const EVERYTHING = { externalTables: [], externalEnums: [] }
const LOCK_FILE = 'migration_lock.toml'
const SCRATCH = ':memory:'

export interface Diagnosis {
  /** Not yet in the database. */
  readonly unapplied: readonly string[]
  /** Applied, but their file says something else now. */
  readonly edited: readonly string[]
  readonly failed: readonly string[]
  /** In the database but not in the folder: a newer Holdfast has been here. */
  readonly unknown: readonly string[]
}

/** Applies what is missing; answers the names of what it applied. Twice is the same as once. */
export async function applyMigrations(databaseFile: string, folder = MIGRATIONS_DIR): Promise<string[]> {
  mkdirSync(dirname(resolve(databaseFile)), { recursive: true })
  return withEngine(resolve(databaseFile), async (engine) => {
    const applied = await engine.applyMigrations({
      migrationsList: readMigrations(folder),
      filters: EVERYTHING,
    })
    return applied.appliedMigrationNames
  })
}

/** SQL that leads from nothing to the schema. */
export function diffFromEmpty(schema = readFileSync(SCHEMA_FILE, 'utf8')): Promise<string> {
  return diff({ tag: 'empty' }, schema)
}

/** SQL that leads from the migrations, applied to nothing, to the schema; empty when they are equal. */
export function diffFromMigrations(
  schema = readFileSync(SCHEMA_FILE, 'utf8'),
  folder = MIGRATIONS_DIR,
): Promise<string> {
  return diff({ tag: 'migrations', ...readMigrations(folder) }, schema)
}

/** How the history in a database compares with the folder; changes nothing. */
export async function diagnose(databaseFile: string, folder = MIGRATIONS_DIR): Promise<Diagnosis> {
  const migrationsList = readMigrations(folder)
  return withEngine(resolve(databaseFile), async (engine) => {
    const answer = await engine
      .diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: EVERYTHING })
      .catch((error) => {
        if (isEmptyDatabase(error)) return undefined
        throw error
      })
    if (answer === undefined) {
      const all = migrationsList.migrationDirectories.map((directory) => directory.path)
      return { unapplied: all, edited: [], failed: [], unknown: [] }
    }
    const history = answer.history
    return {
      unapplied: history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : [],
      edited: answer.editedMigrationNames,
      failed: answer.failedMigrationNames,
      unknown: history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [],
    }
  })
}

/** The engine cannot diagnose a database without its table of migrations, which is any new one. */
function isEmptyDatabase(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P1014'
}

async function diff(from: DiffTarget, schema: string): Promise<string> {
  return withEngine(SCRATCH, async (engine) => {
    const answer = await engine.diff({
      from,
      to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA_FILE, content: schema }] },
      script: true,
      exitCode: true,
      filters: EVERYTHING,
    })
    // With `exitCode` the engine answers 2 when there is a difference; without one its script is a comment.
    return answer.exitCode === 2 ? (answer.stdout ?? '') : ''
  })
}

function readMigrations(folder: string): MigrationList {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    baseDir: folder,
    lockfile: { path: LOCK_FILE, content: readFileSync(join(folder, LOCK_FILE), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(folder, name, 'migration.sql'), 'utf8') },
      },
    })),
  }
}
