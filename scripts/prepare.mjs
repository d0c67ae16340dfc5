// @ts-check
/**
 * Everything that stands between a fresh clone and a running program, each done only when its sources changed:
 * install → generate the database client → migrate → build. `npm start` and `npm test` share it.
 */
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNode } from './processes.mjs'
import { hashOf, hasStamp, writeStamp } from './stamp.mjs'

export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** The programs that are run, by where their packages keep them: no shell, no lookup, the same on any system. */
const PROGRAMS = {
  prisma: 'node_modules/prisma/build/index.js',
  next: 'node_modules/next/dist/bin/next',
}

const SIMULATOR_SOURCE = 'lib/cloud/simulated/serve.ts'
const SIMULATOR_BUNDLE = '.next/simulator.mjs'

/** What a build is made of. Tests are left out: changing one needs no new build. */
const BUILD_SOURCES = [
  'app',
  'components',
  'lib',
  'prisma/schema.prisma',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.cjs',
  'tsconfig.json',
  'package-lock.json',
  'scripts/prepare.mjs',
]
const isTest = (/** @type {string} */ path) => /\.test\.tsx?$|^lib\/testing\//.test(path)

/**
 * The environment of everything that is started here. Prisma's commands look for a native engine and download it
 * when there is none; ours need none, so they are told that it is there. Next would report its use.
 * @param {Record<string, string>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(more = {}) {
  return {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    ...more,
  }
}

/** A reason to stop that is to be printed as it is, without a stack. */
export class Stop extends Error {}

/** Installs what package-lock.json names, unless it is there and fits this Node. */
export async function install() {
  const stampFile = join(ROOT, 'node_modules', '.holdfast-stamp')
  // Native modules fit one version of Node's binary interface, so another Node installs them anew.
  const stamp = `${hashOf(ROOT, ['package-lock.json'])} ${process.versions.modules} ${process.platform} ${process.arch}`
  if (hasStamp(stampFile, stamp)) return
  if (!(await isInstalledByHand())) {
    say('Installing the packages that package-lock.json names …')
    const npm = npmProgram()
    const code = await runNode([npm, 'ci', '--include=dev', '--no-audit', '--no-fund'], {
      cwd: ROOT,
      env: childEnvironment(),
    })
    if (code !== 0) {
      throw new Stop('Installing failed; what npm said stands above. Is the npm registry within reach?')
    }
    if (!(await nativeModulesLoad())) {
      throw new Stop(
        'The database driver (better-sqlite3) has no native part that runs here. With Node 22 or later it comes ready-made for Linux, macOS and Windows on x64 and arm64. With Node 20 it is fetched or compiled: install a C++ compiler, make and Python, then run: npm rebuild better-sqlite3-12',
      )
    }
  }
  writeStamp(stampFile, stamp)
}

/** True when somebody ran `npm ci` or `npm install` themselves, for this lock file and this Node. */
async function isInstalledByHand() {
  const record = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
  for (const [path, { version, optional, devOptional }] of Object.entries(wanted)) {
    const found = installed[path]
    if (path !== '' && found?.version !== version && !(found === undefined && (optional || devOptional))) {
      return false
    }
  }
  return nativeModulesLoad()
}

async function nativeModulesLoad() {
  const probe = "new (require('better-sqlite3'))(':memory:').close()"
  return (
    (await runNode(['-e', `try { ${probe} } catch { process.exit(1) }`], { cwd: ROOT, quiet: true })) === 0
  )
}

/** npm says where it is to what it runs; a plain `node scripts/start.mjs` looks beside this Node, then in PATH. */
export function npmProgram() {
  const near = dirname(process.execPath)
  const places = [
    process.env.npm_execpath ?? '',
    join(near, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(near, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...(process.env.PATH ?? '').split(delimiter).map((folder) => realPath(join(folder, 'npm'))),
  ]
  const found = places.find((place) => basename(place) === 'npm-cli.js' && existsSync(place))
  if (!found)
    throw new Stop('npm was not found. Install it, or run "npm ci" in your own way, then try again.')
  return found
}

const realPath = (/** @type {string} */ path) => (existsSync(path) ? realpathSync(path) : path)

/** Generates the database client from the schema. */
export async function generate() {
  const stampFile = join(ROOT, 'lib/storage/generated', '.holdfast-stamp')
  const stamp = hashOf(ROOT, ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'])
  if (hasStamp(stampFile, stamp)) return
  say('Generating the database client …')
  const code = await runNode([PROGRAMS.prisma, 'generate'], {
    cwd: ROOT,
    env: childEnvironment(),
    quiet: true,
  })
  if (code !== 0) throw new Stop('The database client could not be generated from prisma/schema.prisma.')
  writeStamp(stampFile, stamp)
}

/** @param {string} databaseFile  brought up to date, made when missing @param {NodeJS.ProcessEnv} env */
export async function migrate(databaseFile, env) {
  if (!existsSync(databaseFile)) {
    say(`Making the database ${databaseFile} …`)
    try {
      mkdirSync(dirname(databaseFile), { recursive: true })
      writeFileSync(unseeded(databaseFile), 'The demo worlds are not in the database yet.\n')
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new Stop(
        `The database ${databaseFile} cannot be made: ${why}. Set DATABASE_URL to a file in a folder that this user may write to.`,
      )
    }
  }
  const code = await runNode(['--import', 'tsx', 'scripts/migrate.ts'], { cwd: ROOT, env })
  if (code !== 0) throw new Stop('The database could not be brought up to date; the reason stands above.')
}

/** Puts the demo worlds into a new database, once. A killed start leaves the mark, so the next one seeds. */
export async function seedOnce(/** @type {string} */ databaseFile, /** @type {NodeJS.ProcessEnv} */ env) {
  if (!existsSync(unseeded(databaseFile))) return
  say('Adding the demo worlds …')
  const code = await runNode(['--import', 'tsx', 'prisma/seed.ts'], { cwd: ROOT, env })
  if (code !== 0) throw new Stop('The demo worlds could not be added; the reason stands above.')
  rmSync(unseeded(databaseFile), { force: true })
}

const unseeded = (/** @type {string} */ databaseFile) => `${databaseFile}.unseeded`

/** Builds for production. @returns {Promise<'fresh' | 'built'>} */
export async function build() {
  const stampFile = join(ROOT, '.next', 'holdfast-stamp')
  const stamp = hashOf(ROOT, BUILD_SOURCES, (path) => !isTest(path))
  if (hasStamp(stampFile, stamp)) return 'fresh'
  say('Building …')
  rmSync(stampFile, { force: true })
  const code = await runNode([PROGRAMS.next, 'build'], {
    cwd: ROOT,
    env: childEnvironment({ NODE_ENV: 'production' }),
  })
  if (code !== 0) throw new Stop('The build failed; the reason stands above.')
  await bundleSimulator()
  writeStamp(stampFile, stamp)
  return 'built'
}

/** The simulated cloud in one file of plain JavaScript: compiled as it starts, it takes four times as long to start. */
async function bundleSimulator() {
  const { build: bundle } = await import('esbuild')
  await bundle({
    absWorkingDir: ROOT,
    entryPoints: [SIMULATOR_SOURCE],
    outfile: SIMULATOR_BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
  })
}

/** What Node is given to run the console. What comes before our own code is there waits for it, but where one develops. */
export const consoleProgram = {
  built: ['--import', './lib/server/requests/waiting-room.mjs', PROGRAMS.next, 'start'],
  source: [PROGRAMS.next, 'dev'],
}

/** What Node is given to run the simulated cloud, with or without a build. */
export const simulatorProgram = {
  built: [SIMULATOR_BUNDLE],
  source: ['--import', 'tsx', SIMULATOR_SOURCE],
}

function say(/** @type {string} */ sentence) {
  console.log(sentence)
}
