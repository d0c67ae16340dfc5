/**
 * `npm run verify`: reads the whole record in the database named by DATABASE_URL: every event against the hash of the
 * one before it, and everything against the invariants that hold at every moment (one owner per address, nothing lost,
 * every change told). It writes nothing, and may be asked while Holdfast runs. Ends with 1 where something is wrong.
 *
 *   npm run verify
 *   npm run verify -- --head 42:9f86…        the log must still have the event that was noted
 *   npm run verify -- --export FILE          a file that was exported, CSV or JSON lines, without any database
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { chainSentence, exportBreakSentence, headText, readHeadText } from '../lib/api/ledger-messages'
import { readSettings } from '../lib/server/settings.mjs'
import { auditFile } from '../lib/storage/audit'
import { checkExport } from '../lib/storage/check-export'
import { many, tellAudit } from './told-record'

const since = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`

const values = understood()
const noted = values.head === undefined ? null : readHeadText(values.head)
if (values.head !== undefined && !noted) stop(['Give the head as it is shown: a number, a colon, 64 digits.'])
process.exit((values.export === undefined ? verifyRecord() : await verifyFile(values.export)) ? 0 : 1)

/** 1 says that something is wrong with the record; what was mistyped ends with 2. */
function understood(): { head?: string | undefined; export?: string | undefined } {
  try {
    return parseArgs({ options: { head: { type: 'string' }, export: { type: 'string' } } }).values
  } catch {
    return stop([
      'Say it like this: npm run verify, npm run verify -- --head 42:9f86…, or npm run verify -- --export FILE.',
    ])
  }
}

function verifyRecord(): boolean {
  const read = readSettings(process.env, process.cwd())
  if (!read.ok) stop(read.problems)
  const file = read.settings.databaseFile
  if (!existsSync(file)) stop([`There is no database at ${file}.`])
  const from = performance.now()
  const report = audited(file)
  const { chain, live, events, operations, rules } = report
  console.log(
    `${many(live, 'live allocation')}, ${many(events, 'event')}, ${many(operations, 'running operation')}: ` +
      `the chain and ${many(rules, 'rule')} checked in ${since(from)}.`,
  )
  if (chain.begun && chain.count === 0) console.log(chainSentence(chain, undefined))
  if (chain.anchor)
    console.log(
      `Up to event ${chain.anchor.seq}, of ${chain.anchor.lastAt}, ${many(chain.removed, 'event')} were removed by retention.`,
    )
  if (chain.sealed)
    console.log(
      `Events up to ${chain.sealed.seq} got their hashes on ${chain.sealed.at}, as they were found.`,
    )
  if (chain.last) console.log(`Head: ${headText(chain.last)}`)
  return tellAudit(report)
}

/** A file that is no database, or lacks a table, is no record of Holdfast's, whatever it was. */
function audited(file: string): ReturnType<typeof auditFile> {
  try {
    return auditFile(file, noted)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return stop([`${file} cannot be read as a record of Holdfast: ${why}.`])
  }
}

async function verifyFile(file: string): Promise<boolean> {
  if (!existsSync(file)) stop([`There is no file ${file}.`])
  const from = performance.now()
  const check = await checkExport(file, noted)
  if (check.first === null) stop([`${file} has no events in it.`])
  console.log(
    `${many(check.events, 'event')} from ${check.first} to ${check.last?.seq}, ${many(check.gaps, 'stretch')} left out: ` +
      `each checked against its hash in ${since(from)}.`,
  )
  for (const broken of check.breaks) console.error(`  ${exportBreakSentence(broken)}`)
  if (check.last?.hash) console.log(`Last: ${headText({ seq: check.last.seq, hash: check.last.hash })}`)
  if (check.count === 0) console.log('Nothing is wrong.')
  else console.error(`Wrong in ${many(check.count, 'place')}.`)
  return check.count === 0
}

function stop(sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence)
  process.exit(2)
}
