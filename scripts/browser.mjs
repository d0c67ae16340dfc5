// @ts-check
/**
 * The browser for tests and pictures. One that is there is used, in this order: the one named by
 * PLAYWRIGHT_CHROMIUM_PATH, Playwright's own, the system's Chromium (without windows, if it is there) or Chrome. Only
 * when there is none is one installed.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PLAYWRIGHT = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')

/** The one without windows first: a scenario costs a fifth less processor time in it. */
const COMMANDS = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const isRoot = process.getuid?.() === 0

/** What the browser must be told to be quiet and, as root in a container, to run at all. */
export const BROWSER_FLAGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @returns {{ executablePath: string | undefined }}  undefined when no browser was found */
export function findBrowser() {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return { executablePath: named }
    throw new Error(`PLAYWRIGHT_CHROMIUM_PATH is "${named}", and there is no such file.`)
  }
  const { chromium } = createRequire(import.meta.url)('@playwright/test')
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => COMMANDS.map((command) => join(folder, command)))
  return { executablePath: [chromium.executablePath(), ...onPath, ...APPLICATIONS].find(runs) }
}

/**
 * Finds a browser or installs one.
 * @returns {{ executablePath: string }}
 * @throws {Error} with a sentence that says what to do
 */
export function ensureBrowser() {
  const found = findBrowser().executablePath ?? installed()
  if (found) return { executablePath: found }
  throw new Error(
    'No browser was found and none could be installed. Install Chromium or Google Chrome, or name one with PLAYWRIGHT_CHROMIUM_PATH=/path/to/chrome.',
  )
}

function installed() {
  console.log('There is no browser yet; installing one …')
  // Playwright retries for minutes when its server is out of reach; the system's packages may be nearer.
  const patience = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' }
  const withLibraries = isRoot && has('apt-get') ? ['--with-deps'] : []
  attempt(process.execPath, [PLAYWRIGHT, 'install', ...withLibraries, 'chromium'], patience)
  const own = findBrowser().executablePath
  if (own || !isRoot || !has('apt-get')) return own
  attempt('apt-get', ['update'])
  const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // Older systems have no package of the first.
  for (const name of ['chromium-headless-shell', 'chromium']) {
    attempt('apt-get', ['install', '-y', '--no-install-recommends', name], quiet)
    const browser = findBrowser().executablePath
    if (browser) return browser
  }
  return undefined
}

/** A file alone says little: a browser whose libraries are missing is there and cannot run. */
function runs(/** @type {string} */ path) {
  if (!existsSync(path)) return false
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function attempt(command, args, env = process.env) {
  spawnSync(command, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] })
}

function has(/** @type {string} */ command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
}
