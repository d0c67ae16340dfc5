// @ts-check
/** Keeps the simulated cloud running beside the console: a process of its own, so that each can die alone. */
import { end, startNode } from './processes.mjs'

const READY = 'listening on'
/** Milliseconds. Without a build it is compiled as it starts; on a slow disk that takes a while. */
const START_LIMIT = 30_000
/** Milliseconds between a death and the next start: short at first, longer when it keeps dying. */
const PAUSES = [500, 1_000, 2_000, 5_000, 10_000]
/** Milliseconds after which a start counts as a good one. */
const STEADY = 30_000

/**
 * Starts it and answers when it listens; from then on a dead one is started again, with a sentence.
 * @param {{ program: string[], root: string, env: NodeJS.ProcessEnv, isStopping: () => boolean }} options  `program`: Node's arguments
 * @returns {Promise<void>}  rejects when it does not come up the first time
 */
export async function startSimulator({ program, root, env, isStopping }) {
  let deaths = 0

  /** @param {string} how @param {number} lived  milliseconds */
  const restart = (how, lived) => {
    if (isStopping()) return
    deaths = lived > STEADY ? 1 : deaths + 1
    const pause = PAUSES[Math.min(deaths, PAUSES.length) - 1] ?? STEADY
    console.error(`The simulated cloud ${how}; starting it again in ${pause / 1000} s. Its state is kept.`)
    setTimeout(() => {
      if (!isStopping()) watch(launch(program, root, env))
    }, pause)
  }

  /** @param {ReturnType<typeof launch>} launched */
  const watch = ({ ended, started }) => ended.then((how) => restart(how, Date.now() - started))

  const first = launch(program, root, env)
  await first.ready
  watch(first)
}

/** @param {string[]} program @param {string} root @param {NodeJS.ProcessEnv} env */
function launch(program, root, env) {
  const child = startNode(program, { cwd: root, env, output: 'pipe' })
  child.stderr?.pipe(process.stderr, { end: false })

  /** @type {Promise<string>} */
  const ended = new Promise((done) => {
    child.once('exit', (code, signal) => done(signal ? `was ended by ${signal}` : `ended with code ${code}`))
  })
  const ready = new Promise((done, fail) => {
    const late = setTimeout(() => {
      end(child)
      fail(new Error(`it did not listen within ${START_LIMIT / 1000} s`))
    }, START_LIMIT)
    child.stdout?.on('data', (text) => {
      process.stdout.write(text)
      if (!String(text).includes(READY)) return
      clearTimeout(late)
      done(undefined)
    })
    ended.then((how) => {
      clearTimeout(late)
      fail(new Error(`it ${how}`))
    })
  })
  // Only the first start is waited for; a later one that fails is seen by its end.
  ready.catch(() => undefined)
  return { ready, ended, started: Date.now() }
}
