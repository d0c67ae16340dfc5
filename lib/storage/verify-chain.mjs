// @ts-check
/*
 * Reads the whole log of a file and follows its chain. Plain JavaScript: it runs in a thread of its own beside the
 * server (`ledger-thread.mjs`) and in `npm run verify`.
 */
import { ChainCheck, readHead } from '../domain/chain-check.mjs'
import { FORM_SQL, GENESIS } from '../domain/event-form.mjs'
import { sha256 } from './sha256.mjs'
import { isUnbegun } from './unbegun-chain.mjs'

/**
 * @typedef {import('../domain/chain-check.mjs').ChainBreak} ChainBreak
 * @typedef {import('../domain/chain-check.mjs').Head} Head
 * @typedef {{ readonly seq: number, readonly hash: string, readonly events: number, readonly firstAt: string,
 *   readonly lastAt: string, readonly removedAt: string, readonly byName: string | null }} Anchor
 * @typedef {{ readonly events: number, readonly count: number, readonly breaks: readonly ChainBreak[],
 *   readonly last: Head | null, readonly first: { readonly seq: number, readonly at: string } | null,
 *   readonly sealed: { readonly seq: number, readonly at: string } | null,
 *   readonly anchor: Anchor | null, readonly removed: number, readonly begun: boolean }} ChainReport
 */

/** Often enough for a bar that moves, seldom enough to cost nothing. */
const EVENTS_PER_PROGRESS = 20_000

/** A few hundredths of a second of reading; an ordinary day of a busy account. */
const NEWEST = 5_000
/** Behind an anchor so many show that the log goes on from it. */
const AFTER_ANCHOR = 100

/**
 * @typedef {{ readonly events: number, readonly count: number, readonly breaks: readonly ChainBreak[],
 *   readonly isWhole: boolean }} NewestReport
 * @typedef {{ readonly events: number, readonly count: number, readonly breaks: readonly ChainBreak[],
 *   readonly hash: string | null }} StretchReport
 */

/**
 * The newest stretch and its head, and the link to what retention removed: cheap enough for every start. What lies
 * between is followed by `verifyChain`. `isWhole`: the log is no longer than that.
 * @param {import('better-sqlite3').Database} database
 * @returns {NewestReport}
 */
export function verifyNewest(database) {
  /** @param {string} sql @param {...unknown} args */
  const one = (sql, ...args) => /** @type {any} */ (database.prepare(sql).get(...args))
  database.exec('BEGIN')
  try {
    const anchor = one('SELECT "seq", "hash" FROM "LedgerAnchor" ORDER BY "seq" DESC LIMIT 1')
    const began = anchor ?? { seq: 0, hash: GENESIS }
    const head = one(`SELECT "value" FROM "Meta" WHERE "key" = 'ledger-head'`)
    const before = one(BEFORE_NEWEST, began.seq)
    const start = before ?? began
    const newest = follow(database, new ChainCheck(sha256, start), Number.MAX_SAFE_INTEGER)
    const { events, ...end } = isUnbegun(database)
      ? followHashed(database, start)
      : newest.end(readHead(head?.value))
    if (!before) return { events, count: end.count, breaks: end.breaks, isWhole: true }
    const upTo = Math.min(AFTER_ANCHOR, start.seq - began.seq)
    const first = follow(database, new ChainCheck(sha256, began), upTo)
    return {
      events,
      count: first.count + end.count,
      breaks: [...first.breaks, ...end.breaks],
      isWhole: false,
    }
  } finally {
    database.exec('COMMIT')
  }
}

/**
 * The stretch that retention is about to remove, and the event after it: whoever rewrote the stretch with new hashes
 * did not fit that one. `hash`: of the last event of the stretch, which the anchor is to have.
 * @param {import('better-sqlite3').Database} database
 * @param {number} until
 * @returns {StretchReport}
 */
export function verifyUntil(database, until) {
  /** @param {string} sql @param {...unknown} args */
  const one = (sql, ...args) => /** @type {any} */ (database.prepare(sql).get(...args))
  database.exec('BEGIN')
  try {
    const anchor = one('SELECT "seq", "hash" FROM "LedgerAnchor" ORDER BY "seq" DESC LIMIT 1')
    const check = new ChainCheck(sha256, anchor ?? { seq: 0, hash: GENESIS })
    const last = Math.max(until, check.seq)
    let hash = last === check.seq ? check.hash : null
    const rows = database.prepare(
      `SELECT "seq", "hash", ${FORM_SQL} FROM "Event" WHERE "seq" > ? AND "seq" <= ? ORDER BY "seq"`,
    )
    for (const [seq, its, form] of /** @type {any} */ (rows.raw().iterate(check.seq, last + 1))) {
      check.add(seq, its, form)
      if (seq === last) hash = its
    }
    if (anchor && !one(BACKED, anchor.seq, anchor.hash))
      check.tell({ kind: 'anchor-unbacked', seq: anchor.seq })
    const noted = one(`SELECT "value" FROM "Meta" WHERE "key" = 'ledger-head'`)
    const head = readHead(noted?.value)
    const goesOn = head && head.seq > last + 1
    const { count, breaks, events } = check.end(goesOn ? { seq: last + 1, hash: check.hash ?? '' } : head)
    return { events, count, breaks, hash }
  } finally {
    database.exec('COMMIT')
  }
}

/** The event that the newest stretch follows; none where the log is no longer than that. */
const BEFORE_NEWEST = `
  SELECT "seq", "hash" FROM "Event"
  WHERE "hash" IS NOT NULL AND "seq" > ? ORDER BY "seq" DESC LIMIT 1 OFFSET ${NEWEST}`

/**
 * @param {import('better-sqlite3').Database} database
 * @param {ChainCheck} check
 * @param {number} limit
 */
function follow(database, check, limit) {
  const rows = database.prepare(
    `SELECT "seq", "hash", ${FORM_SQL} FROM "Event" WHERE "seq" > ? ORDER BY "seq" LIMIT ?`,
  )
  for (const [seq, hash, form] of /** @type {any} */ (rows.raw().iterate(check.seq, limit)))
    check.add(seq, hash, form)
  return check
}

/**
 * All of it as it is at one moment: what is written meanwhile is not looked at, and waits for nobody.
 * @param {import('better-sqlite3').Database} database
 * @param {{ noted?: Head | null, onProgress?: (checked: number, of: number) => void }} [options]
 * @returns {ChainReport}
 */
export function verifyChain(database, { noted = null, onProgress = () => {} } = {}) {
  /** @param {string} sql @param {...unknown} args */
  const one = (sql, ...args) => /** @type {any} */ (database.prepare(sql).get(...args))
  database.exec('BEGIN')
  try {
    const anchor = /** @type {Anchor | undefined} */ (
      one('SELECT * FROM "LedgerAnchor" ORDER BY "seq" DESC LIMIT 1')
    )
    const start = { seq: anchor?.seq ?? 0, hash: anchor?.hash ?? GENESIS }
    const { of } = one('SELECT count(*) AS "of" FROM "Event" WHERE "seq" > ?', start.seq)
    // A head that somebody noted is of a chain that had begun.
    const begun = noted !== null || !isUnbegun(database)
    const check = new ChainCheck(sha256, start, noted)
    const rows = database.prepare(
      `SELECT "seq", "hash", ${FORM_SQL} FROM "Event" WHERE "seq" > ? ORDER BY "seq"`,
    )
    for (const [seq, hash, form] of /** @type {any} */ (rows.raw().iterate(start.seq))) {
      check.add(seq, hash, form)
      if (check.events % EVENTS_PER_PROGRESS === 0) onProgress(check.events, of)
    }
    if (anchor && !one(BACKED, anchor.seq, anchor.hash))
      check.tell({ kind: 'anchor-unbacked', seq: anchor.seq })
    const head = one(`SELECT "value" FROM "Meta" WHERE "key" = 'ledger-head'`)
    const anchored = noted && noted.seq < start.seq ? one(ANCHORED, noted.seq) : null
    if (anchored) check.compareNoted(anchored.hash)
    const report = begun
      ? check.end(readHead(head?.value))
      : { ...followHashed(database, start), events: of, last: null }
    onProgress(of, of)
    return {
      ...report,
      begun,
      first: one('SELECT "seq", "at" FROM "Event" WHERE "seq" > ? ORDER BY "seq" LIMIT 1', start.seq) ?? null,
      sealed: one(SEALED) ?? null,
      anchor: anchor ?? null,
      removed: one('SELECT coalesce(sum("events"), 0) AS "n" FROM "LedgerAnchor"').n,
    }
  } finally {
    database.exec('COMMIT')
  }
}

/**
 * Of a log that has not begun: what has a hash already, because sealing was broken off. Whatever does not hold there
 * is as broken as anywhere else.
 * @param {import('better-sqlite3').Database} database
 * @param {Head} start
 */
function followHashed(database, start) {
  const check = new ChainCheck(sha256, start)
  const rows = database.prepare(
    `SELECT "seq", "hash", ${FORM_SQL} FROM "Event" WHERE "hash" IS NOT NULL AND "seq" > ? ORDER BY "seq"`,
  )
  for (const [seq, hash, form] of /** @type {any} */ (rows.raw().iterate(start.seq)))
    check.add(seq, hash, form)
  const { count, breaks } = check
  const { events } = /** @type {any} */ (database.prepare('SELECT count(*) AS "events" FROM "Event"').get())
  return { events: Number(events), count, breaks: [...breaks] }
}

/** The hash of a number up to which retention removed everything once. */
const ANCHORED = 'SELECT "hash" FROM "LedgerAnchor" WHERE "seq" = ?'

/** What retention removed is told by an event of the chain itself. */
const BACKED = `
  SELECT 1 FROM "Event"
  WHERE "kind" = 'ledger-cut' AND "after" ->> '$.seq' = ? AND "after" ->> '$.hash' = ?`

/** Up to where a version without hashes wrote; null where retention has removed that, too. */
const SEALED = `
  SELECT "after" ->> '$.sealed' AS "seq", "at" FROM "Event"
  WHERE "kind" = 'ledger-began' ORDER BY "seq" LIMIT 1`
