import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Longer than a start ever takes on a busy machine, shorter than a test. */
const START_LIMIT_MS = 120_000

/** A started program. What it printed is kept: it explains a failure. */
export type Program = {
  readonly output: () => string
  /** Resolves when it has ended, whoever ended it, with the signal that did. */
  readonly ended: Promise<NodeJS.Signals | null>
  /** Asks it to end and waits until it has. Answers its exit code; null where a signal ended it. */
  end(): Promise<number | null>
  /** SIGKILL: no goodbye, no flush. Waits until it is gone. */
  kill(): Promise<void>
}

/**
 * Starts Node with `args` and answers once `ready` was printed. Only the settings given reach the program, so that
 * nobody's own DATABASE_URL leads a test to their data.
 */
export async function startProgram(options: {
  name: string
  args: readonly string[]
  env: Readonly<Record<string, string>>
  ready: string
}): Promise<Program> {
  const { name, args, env, ready } = options
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ended = new Promise<NodeJS.Signals | null>((done) =>
    child.once('exit', (_code, signal) => done(signal)),
  )
  await new Promise<void>((done, fail) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      fail(new Error(`The ${name} did not start within ${START_LIMIT_MS / 1000} s. It said:\n${output}`))
    }, START_LIMIT_MS)
    const listen = (piece: Buffer) => {
      output += String(piece)
      if (!output.includes(ready)) return
      clearTimeout(late)
      done()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('error', fail)
    child.once('exit', (code) => {
      clearTimeout(late)
      fail(new Error(`The ${name} ended with ${code} before it was ready. It said:\n${output}`))
    })
  })
  const stop = async (signal: NodeJS.Signals) => {
    if (isRunning(child)) child.kill(signal)
    await ended
  }
  const end = async () => {
    await stop('SIGTERM')
    return child.exitCode
  }
  return { output: () => output, ended, end, kill: () => stop('SIGKILL') }
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null
