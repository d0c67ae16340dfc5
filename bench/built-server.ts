import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '@/e2e/ports'
import { build, childEnvironment, consoleProgram, generate, ROOT } from '@/scripts/prepare.mjs'

export type BuiltServer = {
  readonly url: string
  readonly pid: number
  /** Milliseconds from the process's start until a page has come whole. */
  readonly serving: number
  /** Milliseconds from the process's start until it said `text`. */
  said(text: string): Promise<number>
  end(): Promise<void>
}

const LONGEST_MS = 300_000

/** Builds what is stale; what is measured begins after that. */
export async function prepareServer(): Promise<void> {
  await generate()
  await build()
}

/**
 * The console as `npm start` runs it, on a database of its own, and its first page. There is no cloud: nothing answers
 * where one is looked for, so that nothing happens to the record.
 */
export async function startServer(databaseFile: string, page = '/groups'): Promise<BuiltServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = childEnvironment({
    NODE_ENV: 'production',
    DATABASE_URL: `file:${databaseFile}`,
    SIMULATOR_URL: `http://127.0.0.1:${await freePort()}`,
    HOLDFAST_LOG_LEVEL: 'info',
    HOLDFAST_OPEN: '1',
  })
  const from = performance.now()
  const child = spawn(process.execPath, [...consoleProgram.built, '-H', '127.0.0.1', '-p', String(port)], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: { readonly at: number; readonly text: string }[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => lines.push({ at: performance.now() - from, text: String(data) }))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  await firstPage(child, url + page, () => lines.map((line) => line.text).join(''))
  return {
    url,
    pid: child.pid ?? 0,
    serving: performance.now() - from,
    async said(text) {
      for (;;) {
        const line = lines.find((one) => one.text.includes(text))
        if (line) return line.at
        if (performance.now() - from > LONGEST_MS) throw new Error(`The server never said "${text}"`)
        await setTimeout(50)
      }
    },
    async end() {
      process.off('exit', kill)
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function firstPage(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const until = performance.now() + LONGEST_MS
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`The server has ended: ${said()}`)
    const page = await fetch(url).catch(() => null)
    if (page?.ok && (await page.text()).length > 0) return
    await setTimeout(20)
  }
  throw new Error(`The server did not answer: ${said()}`)
}
