import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { templateDatabase } from '@/lib/testing/database'
import { simulatorProgram } from '@/scripts/prepare.mjs'
import { SESSIONS } from './people'
import { freePort } from './ports'
import { ROOT, startProgram } from './programs'
import { CLOUD_STATE, DATABASE, WORLDS, worldFolder } from './worlds'

/**
 * Once per run: an empty, migrated world, and the demo world, seeded by the same program as a first `npm start`. Each
 * test copies the files of the one it wants, which takes milliseconds.
 */
export default async function seedWorlds(): Promise<void> {
  if (!existsSync(join(ROOT, '.next', 'BUILD_ID'))) {
    throw new Error(
      'There is no production build to test. Run "npm test -- e2e", which makes one, or "npm test -- build" before.',
    )
  }
  rmSync(WORLDS, { recursive: true, force: true })
  const template = await templateDatabase()
  for (const world of ['demo', 'empty'] as const) {
    mkdirSync(worldFolder(world), { recursive: true })
    copyFileSync(template, join(worldFolder(world), DATABASE))
  }
  await seedDemo(worldFolder('demo'))
  addPeople()
}

function addPeople(): void {
  cpSync(worldFolder('demo'), worldFolder('people'), { recursive: true })
  const added = runHere('e2e/add-people.ts', {
    DATABASE_URL: `file:${join(worldFolder('people'), DATABASE)}`,
  })
  if (added.status !== 0) throw new Error(`The people could not be added:\n${added.stderr}`)
  writeFileSync(join(worldFolder('people'), SESSIONS), added.stdout)
}

const runHere = (file: string, env: Record<string, string>) =>
  spawnSync(process.execPath, ['--import', 'tsx', file], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })

async function seedDemo(folder: string): Promise<void> {
  const port = String(await freePort())
  const cloud = await startProgram({
    name: 'simulated cloud',
    args: simulatorProgram.built,
    env: { SIMULATOR_PORT: port, SIMULATOR_STATE: join(folder, CLOUD_STATE) },
    ready: 'listening on',
  })
  const seeded = runHere('prisma/seed.ts', {
    DATABASE_URL: `file:${join(folder, DATABASE)}`,
    SIMULATOR_URL: `http://127.0.0.1:${port}`,
    PORT: '3000',
    HOST: '127.0.0.1',
  })
  await cloud.end()
  if (seeded.status !== 0) throw new Error(`The demo world could not be made:\n${seeded.stderr}`)
}
