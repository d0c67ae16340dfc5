// @ts-check
/**
 * The settings an operator can make, and the sentence for each that is wrong.
 *
 * Plain JavaScript without dependencies, because `npm start` reads it before anything is installed; `env.ts`
 * reads the same rules inside the application. Nothing here looks at the machine: words in, settings out.
 */
import { isIP } from 'node:net'
import { isAbsolute, join } from 'node:path'
import { readOidc } from './oidc-settings.mjs'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/**
 * @typedef {object} Settings
 * @property {string} host
 * @property {boolean} open         one local operator without login; loopback only
 * @property {number} port
 * @property {string | null} publicUrl  how people reach the console where that is not HOST and PORT, as an origin
 * @property {string[]} trustedProxies  addresses whose X-Forwarded-For is believed
 * @property {string | null} secret  what sessions are signed and second factors encrypted with, in place of the one that the database keeps
 * @property {import('./oidc-settings.mjs').OidcSettings | null} oidc  single sign-on
 * @property {string} databaseFile  absolute path
 * @property {string} databaseUrl   the same as a `file:` URL
 * @property {string} simulatorUrl  where the simulated cloud answers, without a slash at the end
 * @property {boolean} simulatorIsOurs  false when the operator runs it and named its SIMULATOR_URL
 * @property {number} simulatorPort
 * @property {string} simulatorState  absolute path
 * @property {boolean} readOnly      nothing is changed until it is started without
 * @property {string} logLevel
 */

/**
 * @param {Record<string, string | undefined>} environment  an empty value counts as none
 * @param {string} root  the project's folder; relative paths start there
 * @returns {{ ok: true, settings: Settings } | { ok: false, problems: string[] }}  every problem, not the first
 */
export function readSettings(environment, root) {
  /** @type {string[]} */
  const problems = []
  /** @param {string} name @param {string} otherwise */
  const word = (name, otherwise) => environment[name]?.trim() || otherwise
  /** @param {string} name @param {number} otherwise */
  const port = (name, otherwise) => readPort(name, word(name, String(otherwise)), problems)

  const host = word('HOST', '127.0.0.1')
  const open = readOpen(word('HOLDFAST_OPEN', '0'), host, problems)
  const ownPort = port('PORT', 3000)
  const publicUrl = readPublicUrl(word('HOLDFAST_URL', ''), problems)
  const trustedProxies = readProxies(word('HOLDFAST_TRUSTED_PROXY', ''), problems)
  const secret = word('HOLDFAST_SECRET', '')
  const oidc = readOidc(word, { open, host, publicUrl }, isLoopback, problems)
  const databaseFile = readDatabase(word('DATABASE_URL', 'file:./data/holdfast.db'), root, problems)
  const simulatorPort = port('SIMULATOR_PORT', 3001)
  const simulatorState = absolute(word('SIMULATOR_STATE', './data/simulated-aws.db'), root)
  const named = word('SIMULATOR_URL', '')
  const readOnly = word('HOLDFAST_READ_ONLY', '0')
  const logLevel = word('HOLDFAST_LOG_LEVEL', 'info')

  if (secret !== '' && secret.length < 32) {
    // It is a secret, so it is not repeated.
    problems.push('HOLDFAST_SECRET is too short; it must have at least 32 random characters.')
  }
  if (named !== '' && !isWebAddress(named)) {
    problems.push(`SIMULATOR_URL is "${named}"; it must be an address like http://127.0.0.1:3001.`)
  }
  if (named === '' && simulatorPort === ownPort) {
    problems.push(`PORT and SIMULATOR_PORT are both ${ownPort}; give one of them another number.`)
  }
  if (simulatorState === databaseFile) {
    problems.push('DATABASE_URL and SIMULATOR_STATE name the same file; each needs its own.')
  }
  if (readOnly !== '0' && readOnly !== '1') {
    problems.push(`HOLDFAST_READ_ONLY is "${readOnly}"; it must be 1 (nothing is changed) or 0.`)
  }
  if (!LOG_LEVELS.includes(logLevel)) {
    problems.push(`HOLDFAST_LOG_LEVEL is "${logLevel}"; it must be one of ${LOG_LEVELS.join(', ')}.`)
  }
  if (problems.length > 0) return { ok: false, problems }

  return {
    ok: true,
    settings: {
      host,
      open,
      port: ownPort,
      publicUrl,
      trustedProxies,
      secret: secret === '' ? null : secret,
      oidc,
      databaseFile,
      databaseUrl: `file:${databaseFile}`,
      simulatorUrl: named === '' ? `http://127.0.0.1:${simulatorPort}` : named.replace(/\/+$/, ''),
      simulatorIsOurs: named === '',
      simulatorPort,
      simulatorState,
      readOnly: readOnly === '1',
      logLevel,
    },
  }
}

/** @param {string} host @param {number} port  the address to click on */
export function webAddress(host, port) {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * How people reach the console; links that are given out begin with it.
 * @param {Pick<Settings, 'publicUrl' | 'host' | 'port'>} settings
 */
export function consoleAddress({ publicUrl, host, port }) {
  const everywhere = host === '0.0.0.0' || host === '::'
  return publicUrl ?? webAddress(everywhere ? 'localhost' : host, port)
}

/** @param {string} host  a name or address that only this machine reaches */
export function isLoopback(host) {
  const byte = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)'
  return host === 'localhost' || host === '::1' || new RegExp(`^127(\\.${byte}){3}$`).test(host)
}

/**
 * Without login whoever reaches the port is the operator: only this machine may.
 * @param {string} value @param {string} host @param {string[]} problems
 */
function readOpen(value, host, problems) {
  if (value !== '0' && value !== '1') {
    problems.push(`HOLDFAST_OPEN is "${value}"; it must be 1 (one local operator, no login) or 0.`)
  }
  if (value === '1' && !isLoopback(host)) {
    problems.push(
      `HOLDFAST_OPEN is 1 and HOST is "${host}"; without login Holdfast answers to this machine only. Use 127.0.0.1, ::1 or localhost, or leave HOLDFAST_OPEN out and sign in.`,
    )
  }
  return value === '1'
}

/** @param {string} url @param {string[]} problems */
function readPublicUrl(url, problems) {
  if (url === '') return null
  if (!isWebAddress(url) || !['', '/'].includes(new URL(url).pathname)) {
    problems.push(
      `HOLDFAST_URL is "${url}"; it must be an address without a path, like https://holdfast.example.org.`,
    )
    return null
  }
  return new URL(url).origin
}

/** @param {string} list @param {string[]} problems */
function readProxies(list, problems) {
  const addresses = list.split(',').map((one) => one.trim())
  const wrong = addresses.filter((one) => one !== '' && !isIP(one))
  if (wrong.length > 0) {
    problems.push(
      `HOLDFAST_TRUSTED_PROXY has "${wrong[0]}"; it must be the address of a proxy, or several with commas between.`,
    )
  }
  return addresses.filter((one) => one !== '')
}

/** @param {string} name @param {string} value @param {string[]} problems */
function readPort(name, value, problems) {
  const port = Number(value)
  if (!/^\d+$/.test(value) || port < 1 || port > 65535) {
    problems.push(`${name} is "${value}"; it must be a whole number from 1 to 65535.`)
  }
  return port
}

/** @param {string} url @param {string} root @param {string[]} problems */
function readDatabase(url, root, problems) {
  const path = url.replace(/^file:(\/\/(?=\/))?/, '')
  if (!url.startsWith('file:')) {
    // The value may hold a password, so it is not repeated.
    problems.push('DATABASE_URL must be a file: URL, like file:./data/holdfast.db.')
  } else if (path === '' || path.startsWith(':') || /[/\\]$/.test(path)) {
    problems.push(`DATABASE_URL is "${url}"; it must name a file, like file:./data/holdfast.db.`)
  } else if (path.includes('?')) {
    problems.push(`DATABASE_URL is "${url}"; parameters after a "?" are not understood.`)
  }
  return absolute(path, root)
}

/** @param {string} path @param {string} root */
function absolute(path, root) {
  return isAbsolute(path) ? path : join(root, path)
}

/** @param {string} text */
function isWebAddress(text) {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}
