// @ts-check
/** Child processes: start one, wait for one, and leave none behind. */
import { spawn } from 'node:child_process'

/** Milliseconds that a process may take to end before it is made to; the console takes up to ten seconds for it. */
const PATIENCE = 15_000

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * Starts Node with `args`. Everything here is a Node program, and the running Node is the one that the native
 * modules were installed for, so no other is ever looked up.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, output?: 'inherit' | 'pipe' }} options
 */
export function startNode(args, { cwd, env = process.env, output = 'inherit' }) {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', output, output] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/**
 * The same, and waits for its end.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} options  `quiet` keeps the output back and
 *   prints it only when the program fails
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function runNode(args, { cwd, env, quiet = false }) {
  return new Promise((done, fail) => {
    const child = startNode(args, { cwd, env, output: quiet ? 'pipe' : 'inherit' })
    /** @type {Buffer[]} */
    const output = []
    child.stdout?.on('data', (piece) => output.push(piece))
    child.stderr?.on('data', (piece) => output.push(piece))
    child.once('error', fail)
    child.once('close', (code) => {
      if (code !== 0) process.stderr.write(Buffer.concat(output))
      done(code ?? 1)
    })
  })
}

/** Asks a process to end and waits until it has. @param {import('node:child_process').ChildProcess} child */
export function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    const last = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
    child.once('exit', () => {
      clearTimeout(last)
      done(undefined)
    })
    child.kill('SIGTERM')
  })
}

export function endAll() {
  return Promise.all([...running].map(end))
}

/** Without a goodbye: whoever asks twice does not want to wait, and nothing is lost by it. */
export function killAll() {
  for (const child of running) child.kill('SIGKILL')
}
