import { spawn } from 'node:child_process'
import type { Holdfast } from './holdfast'
import { ROOT } from './programs'

export type Said = { readonly code: number | null; readonly output: string }

/** Runs one of the commands of package.json that work on a database, on that of `holdfast`. */
export function runCommand(holdfast: Holdfast, program: string, ...words: readonly string[]): Promise<Said> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...words], {
    cwd: ROOT,
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production' },
      DATABASE_URL: `file:${holdfast.databaseFile}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const listen = (piece: Buffer) => {
    output += String(piece)
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => done({ code, output }))
  })
}
