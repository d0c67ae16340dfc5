// @ts-check
/**
 * `npm start`, and `npm run dev` with --dev: from a fresh clone to a running console.
 *
 *   check ─▶ install ─▶ generate ─▶ migrate ─▶ build ─▶ simulated cloud ─▶ seed once ─▶ console
 *
 * What is fresh is skipped. Two processes remain, each with a state file of its own: the simulated cloud, which
 * is started again when it dies, and the console, whose end is the end of this command.
 */
import { get } from 'node:http'
import { readSettings, webAddress } from '../lib/server/settings.mjs'
import { nodeProblem, portProblem } from './checks.mjs'
import {
  build,
  childEnvironment,
  consoleProgram,
  generate,
  install,
  migrate,
  ROOT,
  Stop,
  seedOnce,
  simulatorProgram,
} from './prepare.mjs'
import { end, endAll, killAll, startNode } from './processes.mjs'
import { startSimulator } from './simulator.mjs'

const dev = process.argv.includes('--dev')

/** A terminal's signal reaches everybody in it, and npm passes it on: what comes together is one wish. */
const SAME_WISH_MS = 700

let stopping = false
let askedAt = 0
/** @type {import('node:child_process').ChildProcess | null} */
let server = null

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    if (!stopping) askedAt = performance.now()
    else if (performance.now() - askedAt > SAME_WISH_MS) killAll()
    stop(0)
  })
}

// npm passes a signal on to a shell between us, which ends without passing it further: the parent is gone then.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) stop(0)
  }, 500).unref()
}

try {
  await start()
} catch (error) {
  if (!stopping) console.error(error instanceof Stop ? `\n${error.message}` : error)
  await stop(1)
}

async function start() {
  const settings = await checked()
  await install()
  await generate()

  const env = childEnvironment({
    HOST: settings.host,
    PORT: String(settings.port),
    DATABASE_URL: settings.databaseUrl,
    SIMULATOR_URL: settings.simulatorUrl,
    SIMULATOR_HOST: '127.0.0.1',
    SIMULATOR_PORT: String(settings.simulatorPort),
    SIMULATOR_STATE: settings.simulatorState,
    HOLDFAST_OPEN: settings.open ? '1' : '0',
    HOLDFAST_READ_ONLY: settings.readOnly ? '1' : '0',
    HOLDFAST_LOG_LEVEL: settings.logLevel,
  })
  await migrate(settings.databaseFile, env)
  if (!dev) await build()
  if (stopping) return

  if (settings.simulatorIsOurs) {
    const program = dev ? simulatorProgram.source : simulatorProgram.built
    await startSimulator({ program, root: ROOT, env, isStopping: () => stopping }).catch((error) => {
      throw new Stop(`The simulated cloud did not start: ${error.message}.`)
    })
  }
  await seedOnce(settings.databaseFile, env)
  if (stopping) return

  const { host, port } = settings
  const program = dev ? consoleProgram.source : consoleProgram.built
  server = startNode([...program, '-H', host, '-p', String(port)], {
    cwd: ROOT,
    env: { ...env, NODE_ENV: dev ? 'development' : 'production' },
  })
  server.once('exit', (code, signal) => {
    if (!stopping)
      console.error(`The console ${signal ? `was ended by ${signal}` : `ended with code ${code}`}.`)
    stop(code ?? 1)
  })
  await answering(host, port)
  if (!stopping) welcome(settings)
}

/** Everything that can be wrong before a minute is spent on installing and building, said at once. */
async function checked() {
  const wrongNode = nodeProblem()
  if (wrongNode) throw new Stop(wrongNode)

  const read = readSettings(process.env, ROOT)
  if (!read.ok) throw new Stop(read.problems.join('\n'))
  const { settings } = read
  const places = [{ name: 'PORT', host: settings.host, port: settings.port }]
  if (settings.simulatorIsOurs) {
    places.push({ name: 'SIMULATOR_PORT', host: '127.0.0.1', port: settings.simulatorPort })
  }
  const problems = (await Promise.all(places.map(portProblem))).filter((problem) => problem !== undefined)
  if (problems.length > 0) throw new Stop(problems.join('\n'))
  return settings
}

/**
 * Until it answers, whatever it answers: it listens before it has opened its database, and may refuse to.
 * @param {string} host @param {number} port
 */
async function answering(host, port) {
  while (!stopping) {
    const answers = await new Promise((answer) => {
      const asked = get({ host, port, path: '/api/health', agent: false }, (response) => {
        response.resume()
        answer(true)
      })
      asked.once('error', () => answer(false))
    })
    if (answers) return
    await new Promise((wait) => setTimeout(wait, 100))
  }
}

/** @param {import('../lib/server/settings.mjs').Settings} settings */
function welcome({ host, port, open }) {
  console.log(`
  Holdfast is running:  ${webAddress(host, port)}

  ${
    open
      ? 'HOLDFAST_OPEN is 1: one local operator, no login. It answers to this machine only.'
      : 'Sign in there. As long as it has no admin, a link that makes the first one shows here.'
  }
  Stop it with Ctrl-C; everything is kept.
`)
}

/**
 * Ends everything that was started, then this process. The console first: steps that are under way need the cloud
 * until they are done.
 * @param {number} code
 */
async function stop(code) {
  if (stopping) return
  stopping = true
  if (server) await end(server)
  await endAll()
  process.exit(code)
}
