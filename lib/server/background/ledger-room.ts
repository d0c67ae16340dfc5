import { chainBreakSentence, chainSentence, headText, newestSentence } from '@/lib/api/ledger-messages'
import type { LedgerCheckView } from '@/lib/api/views/ledger'
import type { AuditReport } from '@/lib/storage/audit'
import type { OpenStore } from '@/lib/storage/store'
import { type Gate, makeGate } from './gate'

/** What the last look at the log found, whichever it was. `breaks`: places where the chain does not hold. */
export type LedgerStanding = { readonly at: string; readonly breaks: number; readonly sentence: string }

/** What is done about the log of this process: its checks, and the removal of what is older than is kept. */
export type LedgerRoom = {
  /** The whole log and every rule. Asked while it runs, it is the one that runs. */
  check(): void
  /** The newest events only, as every start does. */
  checkNewest(): Promise<void>
  progress(): LedgerCheckView
  /** Null until something of it was looked at. */
  standing(): LedgerStanding | null
  /** Removes what is due now; nothing while Holdfast is read-only. */
  cut(): Promise<void>
  /** Resolves when what was being removed has stopped, too: between two slices, and the next start goes on. */
  stop(): Promise<void>
}

/** Often enough for a setting in days. */
const BETWEEN_CUTS_MS = 3_600_000
const DAY_MS = 86_400_000

export function openLedgerRoom(options: {
  readonly store: Pick<OpenStore, 'audit' | 'verifyNewest' | 'cutLedger' | 'settings' | 'onCommitted'>
  readonly now: () => string
  readonly onProblem: (what: string, detail: unknown) => void
  /** While it is closed nothing is removed. Open where nothing is said. */
  readonly gate?: Gate
}): LedgerRoom {
  const { store, now, onProblem, gate = makeGate(true) } = options
  let view: LedgerCheckView = { state: 'never' }
  let standing: LedgerStanding | null = null
  let wholeAt = now()

  /** A broken chain is told once by each look that finds it. */
  function found(breaks: number, sentence: string): void {
    standing = { at: now(), breaks, sentence }
    if (breaks > 0) onProblem('the ledger is broken: npm run verify says where', sentence)
  }

  async function run(): Promise<void> {
    wholeAt = now()
    try {
      const report = await store.audit((checked, of) => {
        view = { state: 'running', checked, of }
      })
      view = { at: now(), ...presentReport(report) }
      found(report.chain.count, chainSentence(report.chain, report.chain.breaks[0]))
    } catch (error) {
      onProblem('checking the ledger', error)
      view = {
        state: 'failed',
        at: now(),
        sentence: 'The check ended before its time. The log of the server says why.',
      }
    }
  }

  async function checkNewest(): Promise<void> {
    const report = await store.verifyNewest()
    const [first, ...others] = report.breaks
    const sentence = newestSentence(report, first)
    found(report.count, sentence)
    // The whole tells more.
    if (view.state !== 'never' && view.state !== 'newest') return
    const breaks = others.map(chainBreakSentence)
    view = { state: 'newest', at: now(), isWhole: report.count === 0, sentence, breaks }
  }

  function check(): void {
    if (view.state === 'running') return
    view = { state: 'running', checked: 0, of: 0 }
    void run()
  }

  let cutting: Promise<void> = Promise.resolve()
  let stopped = false
  const goOn = (): boolean => !stopped && gate.isOpen()
  const cut = (): Promise<void> => {
    cutting = cutting.then(async () => {
      if (!goOn()) return
      const { keepEventsDays } = await store.settings()
      if (keepEventsDays !== null) await store.cutLedger(cutBefore(now(), keepEventsDays), goOn)
    })
    return cutting
  }
  const cutQuietly = (): void => {
    cut().catch((error: unknown) => {
      cutting = Promise.resolve()
      onProblem('removing old events', error)
    })
  }
  cutQuietly()
  const timer = setInterval(() => {
    cutQuietly()
    if (Date.parse(now()) - Date.parse(wholeAt) >= DAY_MS) check()
  }, BETWEEN_CUTS_MS).unref()
  const ignore = store.onCommitted((events) => {
    if (events.some(({ kind, after }) => kind === 'settings-changed' && after && 'keepEventsDays' in after))
      cutQuietly()
  })
  const forgetGate = gate.onOpened(cutQuietly)

  return {
    check,
    checkNewest,
    progress: () => view,
    standing: () => standing,
    cut,
    async stop() {
      stopped = true
      clearInterval(timer)
      ignore()
      forgetGate()
      await cutting.catch(() => undefined)
    },
  }
}

/** Whole days, so that a day's events go together and leave one anchor. */
export const cutBefore = (now: string, days: number): string =>
  new Date(Math.floor(Date.parse(now) / DAY_MS) * DAY_MS - days * DAY_MS).toISOString()

function presentReport({
  chain,
  findings,
  rules,
}: AuditReport): Omit<Extract<LedgerCheckView, { state: 'done' }>, 'at'> {
  const [first, ...others] = chain.breaks
  const notes: string[] = []
  if (chain.sealed)
    notes.push(
      `Events up to ${chain.sealed.seq.toLocaleString('en')} were written before events had hashes; they are vouched for since ${chain.sealed.at.slice(0, 10)}.`,
    )
  return {
    state: 'done',
    isWhole: chain.count === 0 && findings.length === 0,
    sentence: chainSentence(chain, first),
    breaks: others.map(chainBreakSentence),
    rules:
      findings.length === 0
        ? `All of the ${rules} rules about owners, holds and work hold, too: one owner for each address, nothing held in secret.`
        : `${findings.length} of the ${rules} rules about owners, holds and work ${findings.length === 1 ? 'does' : 'do'} not hold:`,
    broken: findings.map(({ name, rule, count, examples }) => ({
      name: `${rule}: ${name}, ${count === 1 ? 'once' : `${count.toLocaleString('en')} times`}`,
      examples,
    })),
    head: chain.last && headText(chain.last),
    notes,
  }
}
