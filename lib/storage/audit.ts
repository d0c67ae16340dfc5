import Database from 'better-sqlite3'
import { AUDIT_RULES, type AuditRule } from './audit-rules'

export type AuditFinding = {
  readonly name: string
  readonly rule: AuditRule['rule']
  /** How often the rule is broken, and the first few of them as sentences. */
  readonly count: number
  readonly examples: readonly string[]
}

export type AuditReport = {
  /** What was read. */
  readonly live: number
  readonly events: number
  readonly operations: number
  readonly rules: number
  readonly findings: readonly AuditFinding[]
}

/** More than these say nothing new. */
const MOST_EXAMPLES = 5

/**
 * Reads the whole record of a file against every rule, as it was at one moment. It has a connection of its own and
 * writes nothing, so a Holdfast that runs on the file goes on meanwhile; but it holds up the thread that it is called
 * in, several seconds for a million allocations.
 */
export function auditFile(file: string): AuditReport {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    for (const pragma of ['cache_size = -65536', 'temp_store = MEMORY']) database.pragma(pragma)
    return database.transaction(() => auditNow(database))()
  } finally {
    database.close()
  }
}

function auditNow(database: Database.Database): AuditReport {
  const count = (from: string): number =>
    database.prepare(`SELECT count(*) FROM ${from}`).pluck().get() as number
  const findings = AUDIT_RULES.flatMap(({ name, rule, sql }): AuditFinding[] => {
    const examples: string[] = []
    let broken = 0
    for (const what of database.prepare(sql).pluck().iterate() as IterableIterator<string>) {
      broken += 1
      if (examples.length < MOST_EXAMPLES) examples.push(what)
    }
    return broken === 0 ? [] : [{ name, rule, count: broken, examples }]
  })
  return {
    live: count('"IpAllocation" WHERE "releasedAt" IS NULL'),
    events: count('"Event"'),
    operations: count(`"Operation" WHERE "state" = 'running'`),
    rules: AUDIT_RULES.length,
    findings,
  }
}
