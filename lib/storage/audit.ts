import Database from 'better-sqlite3'
import { AUDIT_RULES, type AuditRule } from './audit-rules'
import { SecondConnection } from './second-connection'
import { verifyAside } from './verify-aside'
import { type ChainReport, type Head, verifyChain } from './verify-chain.mjs'

export type AuditFinding = {
  readonly name: string
  readonly rule: AuditRule['rule']
  /** How often the rule is broken, and the first few of them as sentences. */
  readonly count: number
  readonly examples: readonly string[]
}

export type AuditReport = RulesReport & {
  /** The log, followed from one event to the next. */
  readonly chain: ChainReport
}

export type RulesReport = {
  /** What was read. */
  readonly live: number
  readonly events: number
  readonly operations: number
  readonly rules: number
  readonly findings: readonly AuditFinding[]
}

/** More than these say nothing new. */
const MOST_EXAMPLES = 5

type Found = { readonly what: string; readonly n: number }

/** One statement for each rule, so that each is judged by the record as it was at one moment. */
const foundBy = ({ sql }: AuditRule): string => `
  WITH found AS MATERIALIZED (${sql})
  SELECT "what", (SELECT count(*) FROM found) AS "n" FROM found LIMIT ${MOST_EXAMPLES}`

const COUNTS = `
  SELECT (SELECT count(*) FROM "IpAllocation" WHERE "releasedAt" IS NULL) AS "live",
    (SELECT count(*) FROM "Event") AS "events",
    (SELECT count(*) FROM "Operation" WHERE "state" = 'running') AS "operations"`

type Counts = Pick<AuditReport, 'live' | 'events' | 'operations'>

const PRAGMAS = ['cache_size = -65536', 'temp_store = MEMORY'] as const

const findingOf = ({ name, rule }: AuditRule, found: readonly Found[]): AuditFinding[] => {
  const [first] = found
  return first ? [{ name, rule, count: first.n, examples: found.map(({ what }) => what) }] : []
}

/**
 * Reads the whole record of a file against every rule. It has a connection of its own and writes nothing, so a Holdfast
 * that runs on the file goes on meanwhile; but it holds up the thread that it is called in, several seconds for a
 * million allocations.
 */
export function auditFile(file: string, noted: Head | null = null): AuditReport {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    for (const pragma of PRAGMAS) database.pragma(pragma)
    const findings = AUDIT_RULES.flatMap((rule) =>
      findingOf(rule, database.prepare(foundBy(rule)).all() as Found[]),
    )
    const chain = verifyChain(database, { noted })
    return { ...(database.prepare(COUNTS).get() as Counts), chain, rules: AUDIT_RULES.length, findings }
  } finally {
    database.close()
  }
}

/** The same in threads of its own: nobody is held up, and the server goes on. */
export async function auditAside(
  file: string,
  onProgress: (checked: number, of: number) => void = () => undefined,
): Promise<AuditReport> {
  const chain = await verifyAside(file, null, onProgress)
  return { ...(await auditRulesAside(file)), chain }
}

/** Without the chain: what a process that begins looks at, because a kill may leave it so. */
export async function auditRulesAside(file: string): Promise<RulesReport> {
  const connection = new SecondConnection(file, PRAGMAS)
  try {
    const findings: AuditFinding[] = []
    for (const rule of AUDIT_RULES)
      findings.push(...findingOf(rule, await connection.read<Found>(foundBy(rule))))
    const [counts = { live: 0, events: 0, operations: 0 }] = await connection.read<Counts>(COUNTS)
    return { ...counts, rules: AUDIT_RULES.length, findings }
  } finally {
    await connection.close()
  }
}
