// @ts-check
/*
 * A log that a version without hashes wrote has no chain yet, and a log that was robbed of its hashes looks alike at
 * first sight. They are told apart by what an older version could not have written:
 *
 *   events of an older version │ the migration that brought hashes │ every event after it has a hash, and a head is noted
 *
 * Sealing may have been broken off: then the first events have hashes, and those after them have none.
 */

/**
 * Whether the log waits for its first hashes: no head is noted beside it, nothing was removed by retention, no event
 * is later than the migration, none says who asked (the same migration brought that), and none without a hash stands
 * before one that has it. An empty log waits for nothing.
 * @param {import('better-sqlite3').Database} database
 * @returns {boolean}
 */
export function isUnbegun(database) {
  /** @param {string} sql @param {...unknown} args */
  const one = (sql, ...args) =>
    database
      .prepare(sql)
      .pluck()
      .get(...args)
  if (one(`SELECT 1 FROM "Meta" WHERE "key" = 'ledger-head'`)) return false
  if (one('SELECT 1 FROM "LedgerAnchor"') || !one('SELECT 1 FROM "Event"')) return false
  if (!one(`SELECT 1 FROM sqlite_master WHERE "name" = '_prisma_migrations'`)) return false
  const brought = one(BROUGHT)
  return typeof brought === 'string' && !one(LATER, brought) && !one(HOLE)
}

/** When the column of hashes came, in the form that events have; Prisma writes a text or, natively, milliseconds. */
const BROUGHT = `
  SELECT CASE typeof("finished_at")
    WHEN 'text' THEN strftime('%Y-%m-%dT%H:%M:%fZ', "finished_at")
    ELSE strftime('%Y-%m-%dT%H:%M:%fZ', "finished_at" / 1000.0, 'unixepoch') END
  FROM "_prisma_migrations"
  WHERE "migration_name" LIKE '%event_chain' AND "rolled_back_at" IS NULL ORDER BY 1 LIMIT 1`

const LATER = `SELECT 1 FROM "Event" WHERE "at" > ? OR "byId" IS NOT NULL LIMIT 1`

const HOLE = `
  SELECT 1 FROM "Event"
  WHERE "hash" IS NOT NULL AND "seq" > (SELECT min("seq") FROM "Event" WHERE "hash" IS NULL) LIMIT 1`
