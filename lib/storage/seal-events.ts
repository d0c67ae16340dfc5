import { setImmediate as turnOfOthers } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { NewEvent } from '@/lib/domain/event'
import { canonicalForm, EVENT_FIELDS, GENESIS, linkText, type Value } from '@/lib/domain/event-form.mjs'
import type { OpenDatabase } from './client'
import { type ChainHead, readHead } from './event-chain'
import { columns } from './rows'
import { sha256 } from './sha256.mjs'
import { isUnbegun } from './unbegun-chain.mjs'

/** About 20 ms of reading, hashing and writing. */
const ROWS_PER_SLICE = 1_000

/** Where the log goes on; `sealed` where its events got their hashes just now, which is to be told first. */
export async function openChain({
  client,
  file,
}: OpenDatabase): Promise<{ readonly head: ChainHead; readonly sealed: ChainHead | null }> {
  const sealed = await sealUnbegun(file)
  return { head: sealed ?? (await readHead(client)), sealed }
}

/**
 * Events that a version without hashes wrote get theirs once, when this one starts with them for the first time. From
 * then on they are vouched for as they were found; an event says how many they are. A log that was robbed of its hashes
 * gets none: that is told as every other break is. Null: there was nothing to begin.
 */
export async function sealUnbegun(file: string): Promise<ChainHead | null> {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    database.pragma('busy_timeout = 5000')
    if (!isUnbegun(database)) return null
  } finally {
    database.close()
  }
  return sealEvents(file)
}

/** Slice by slice, each on disk by itself, so that a process that is killed goes on where it was. */
export async function sealEvents(file: string): Promise<ChainHead> {
  const database = new Database(file)
  try {
    database.pragma('busy_timeout = 5000')
    const read = database
      .prepare(
        `SELECT ${columns(EVENT_FIELDS)} FROM "Event" WHERE "seq" > ? ORDER BY "seq" LIMIT ${ROWS_PER_SLICE}`,
      )
      .raw()
    const write = database.prepare('UPDATE "Event" SET "hash" = ? WHERE "seq" = ?')
    const last = database.prepare(
      'SELECT "seq", "hash" FROM "Event" WHERE "hash" IS NOT NULL ORDER BY "seq" DESC LIMIT 1',
    )
    let head = (last.get() as ChainHead | undefined) ?? { seq: 0, hash: GENESIS }
    const seal = database.transaction((rows: readonly Value[][]) => {
      for (const row of rows) {
        const seq = Number(row[0])
        head = { seq, hash: sha256(linkText(head.hash, canonicalForm(row))) }
        write.run(head.hash, seq)
      }
    })
    for (;;) {
      const rows = read.all(head.seq) as Value[][]
      if (rows.length === 0) return head
      seal(rows)
      await turnOfOthers()
    }
  } finally {
    database.close()
  }
}

/** Told with the first event of the chain that this version writes. */
export const sealedEvent = ({ seq, hash }: ChainHead, at: string): NewEvent => ({
  at,
  kind: 'ledger-began',
  actor: 'holdfast',
  requestId: 'ledger',
  ...{ groupId: null, instanceId: null, subnetId: null, address: null },
  ...{ interfaceId: null, publicIpId: null, machineId: null },
  why: `${seq.toLocaleString('en')} events were written before events had hashes, and got theirs now, as they were found.`,
  before: null,
  after: { sealed: seq, hash },
})
