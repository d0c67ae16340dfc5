/**
 * A migrated, empty database for each test. Migrating takes most of a second, copying a file takes a
 * millisecond: so the migrations run once into a template, named by their content, and every caller gets a copy.
 */
import { createHash, randomUUID } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applyMigrations, MIGRATIONS_DIR } from '@/scripts/migrations'

const CACHE = fileURLToPath(new URL('../../.cache', import.meta.url))

/** The path of a fresh copy. It is removed when the process ends. */
export async function templateDatabase(): Promise<string> {
  const copy = join(scratchFolder(), `${randomUUID()}.db`)
  copyFileSync(await template(), copy)
  return copy
}

let making: Promise<string> | undefined

/**
 * Workers may come here at the same moment. Each then migrates a file of its own and moves it into place: a move
 * is atomic, both files are the same, and whoever is copying the older one keeps it open until done.
 */
function template(): Promise<string> {
  making ??= (async () => {
    const file = join(CACHE, `template-${migrationsHash()}.db`)
    if (existsSync(file)) return file
    mkdirSync(CACHE, { recursive: true })
    const own = `${file}.${process.pid}`
    rmSync(own, { force: true })
    await applyMigrations(own)
    renameSync(own, file)
    return file
  })()
  return making
}

function migrationsHash(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(MIGRATIONS_DIR, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(MIGRATIONS_DIR, name)))
  }
  return hash.digest('hex').slice(0, 16)
}

let scratch: string | undefined

function scratchFolder(): string {
  if (scratch === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-test-'))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    scratch = folder
  }
  return scratch
}
