import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'

/** Names the process that calls, so that the fault `crash` knows whom it kills. */
export const CALLER_HEADER = 'x-simulator-caller-pid'

/** The code of a crash that killed nobody. */
export const CRASH_REFUSED = 'CrashRefused'

/**
 * Who called, if that may be killed; else one sentence. Whoever is on the other end of this connection is killed, and
 * nobody else: not this process or the one that started it, not init or a group (pid 1 and below), not a stranger whose
 * pid stands in the header, or who has that pid here while the caller lives in another container.
 */
export function callerOf(request: IncomingMessage): Result<number, string> {
  const said = request.headers[CALLER_HEADER]
  const nobody = (why: string) => refuse(`A crash was due, and ${why}; nothing was killed or done.`)
  if (typeof said !== 'string') return nobody('the caller does not say its process id')
  if (!/^\d{1,10}$/.test(said)) return nobody(`"${said.slice(0, 20)}" is not a process id`)
  const pid = Number(said)
  if (pid <= 1) return nobody(`process ${pid} is never killed`)
  if (pid === process.pid || pid === process.ppid)
    return nobody(`process ${pid} is the simulated cloud itself or what started it`)
  return isCaller(pid, request.socket) ? ok(pid) : nobody(`process ${pid} is not the one that called`)
}

type Ends = { readonly remotePort?: number | undefined; readonly localPort?: number | undefined }

/**
 * Does the process hold the other end of this connection? Linux tells: the tables of connections name the socket of
 * each, and a process's open files the sockets that it has. Elsewhere nothing tells, and the header is believed: only
 * programs of this machine can send it, since a page in a browser may not.
 */
function isCaller(pid: number, { remotePort = 0, localPort = 0 }: Ends): boolean {
  if (process.platform !== 'linux') return isAlive(pid)
  const sockets = new Set(['tcp', 'tcp6'].flatMap((table) => socketsBetween(table, remotePort, localPort)))
  try {
    return readdirSync(`/proc/${pid}/fd`).some((file) => sockets.has(linkOf(`/proc/${pid}/fd/${file}`)))
  } catch {
    // It is gone, or somebody else's.
    return false
  }
}

/** `socket:[12345]` of every connection from one port to the other. */
function socketsBetween(table: string, from: number, to: number): string[] {
  let text = ''
  try {
    text = readFileSync(`/proc/net/${table}`, 'utf8')
  } catch {
    // A machine without IPv6 has no table for it.
  }
  return text.split('\n').flatMap((line) => {
    const [, local = '', remote = '', , , , , , , inode = ''] = line.trim().split(/\s+/)
    return portOf(local) === from && portOf(remote) === to ? [`socket:[${inode}]`] : []
  })
}

/** Of `0100007F:0BB9`. */
const portOf = (end: string): number => Number.parseInt(end.slice(end.indexOf(':') + 1), 16)

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    // A file that was closed while they were listed.
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
