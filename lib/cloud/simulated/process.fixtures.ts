import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach } from 'vitest'
import { simulatedAzure } from './azure/cloud'
import { simulatedCloud } from './cloud'
import { simulatorControl } from './control'

// The process of the simulated clouds, started, killed and started again as `npm start` would.

const READY = /^simulated cloud listening on (http:\S+)$/
let folder = ''
let children: ChildProcess[] = []

export const stateFile = (): string => join(folder, 'new/state.db')

/** A folder for each test of the file, and no process left behind. */
export function processPerTest(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'simulated-cloud-'))
  })
  afterEach(async () => {
    await Promise.all(children.map((child) => end(child, 'SIGKILL')))
    children = []
    rmSync(folder, { recursive: true, force: true })
  })
}

function run(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cloud/simulated/serve.ts'], {
    env: { ...process.env, SIMULATOR_PORT: '0', SIMULATOR_STATE: stateFile(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return child
}

/** Starts the process and waits until it says that it listens. */
export async function start(env: Record<string, string> = {}) {
  const child = run(env)
  if (!child.stdout || !child.stderr) throw new Error('The process has no output')
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => {
    complaint += text.toString()
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = READY.exec(line)?.[1]
    if (url) {
      const endpoint = { url }
      const clouds = { cloud: simulatedCloud(endpoint), azure: simulatedAzure(endpoint) }
      return { child, url, ...clouds, control: simulatorControl(endpoint) }
    }
  }
  throw new Error(`It did not start: ${complaint}`)
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal)
    await once(child, 'exit')
  }
  return child.exitCode
}

/** What a process that refuses to start says, and its exit code. */
export async function refusal(env: Record<string, string>): Promise<string> {
  const child = run(env)
  let said = ''
  child.stderr?.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const [code] = await once(child, 'close')
  return `${code}: ${said.trim()}`
}
