import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { happeningEvent } from '@/lib/allocation/record-event'
import {
  chainBreakSentence,
  chainSentence,
  headText,
  newestSentence,
  notRemovedSentence,
  rememberedSentence,
} from '@/lib/api/ledger-messages'
import type { LedgerCheckView } from '@/lib/api/views/ledger'
import type { AuditReport } from '@/lib/storage/audit'
import type { OpenStore } from '@/lib/storage/store'
import { type Gate, makeGate } from './gate'
import { keepVerdict, readVerdict } from './whole-verdict'

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
  /** Removes what is due now; nothing while Holdfast is read-only, nor while the chain does not hold. */
  cut(): Promise<void>
  /** Why nothing old is removed although it is due; null where nothing is in the way. */
  notRemoved(): string | null
  /** Resolves when what was being removed has stopped, too: between two slices, and the next start goes on. */
  stop(): Promise<void>
}

/** Often enough for a setting in days. */
const BETWEEN_CUTS_MS = 3_600_000
const DAY_MS = 86_400_000
/** A start has other things to do first. */
const AFTER_START_MS = 60_000

export function openLedgerRoom(options: {
  readonly store: Pick<
    OpenStore,
    'audit' | 'verifyNewest' | 'cutLedger' | 'settings' | 'onCommitted' | 'commit' | 'events' | 'reads'
  >
  readonly now: () => string
  readonly onProblem: (what: string, detail: unknown) => void
  /** While it is closed nothing is removed. Open where nothing is said. */
  readonly gate?: Gate
  /** When a start follows the whole log, where a day has passed since that was done. */
  readonly afterStartMs?: number
}): LedgerRoom {
  const { store, now, onProblem, gate = makeGate(true), afterStartMs = AFTER_START_MS } = options
  let view: LedgerCheckView = { state: 'never' }
  let standing: LedgerStanding | null = null
  let notRemoved: string | null = null
  /** What the last look at the whole found, in this process or one before. */
  let whole: LedgerStanding | null = null
  let triedAt = ''
  const remembered = readVerdict(store.reads).then(
    (verdict) => {
      whole ??= verdict
    },
    (error: unknown) => onProblem('reading what the ledger was found to be', error),
  )

  function checkWhereDue(): void {
    const last = Math.max(...[whole?.at, triedAt].map((at) => (at ? Date.parse(at) : 0)))
    if (Date.parse(now()) - last >= DAY_MS) check()
  }

  /** A broken chain is told once by each look that finds it. */
  function found(breaks: number, sentence: string): void {
    standing = { at: now(), breaks, sentence }
    if (breaks > 0) onProblem('the ledger is broken: npm run verify says where', sentence)
  }

  async function run(): Promise<void> {
    triedAt = now()
    try {
      const report = await store.audit((checked, of) => {
        view = { state: 'running', checked, of }
      })
      view = { at: now(), ...presentReport(report) }
      found(report.chain.count, chainSentence(report.chain, report.chain.breaks[0]))
      whole = standing
      if (stopped) return
      if (whole)
        keepVerdict(store.reads, whole).catch((error: unknown) =>
          onProblem('keeping what the ledger was found to be', error),
        )
      // What stood in the way may have been mended.
      if (report.chain.count === 0 && notRemoved !== null) cutQuietly()
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
    await remembered
    const report = await store.verifyNewest()
    const [first, ...others] = report.breaks
    // What lies further back was not looked at, and is as broken as it was.
    const worse = whole !== null && whole.breaks > report.count ? whole : null
    const sentence = worse ? rememberedSentence(worse) : newestSentence(report, first)
    found(worse?.breaks ?? report.count, sentence)
    // The whole tells more.
    if (view.state !== 'never' && view.state !== 'newest') return
    const breaks = others.map(chainBreakSentence)
    view = { state: 'newest', at: now(), isWhole: report.count === 0 && !worse, sentence, breaks }
  }

  function check(): void {
    if (view.state === 'running') return
    view = { state: 'running', checked: 0, of: 0 }
    void run()
  }

  /** What is removed could never show again where it was broken, so that first somebody has to look at it. */
  async function remove(before: string): Promise<void> {
    if (standing === null) await checkNewest()
    const known = standing as LedgerStanding | null
    if (known && known.breaks > 0) return refuseCut(before, known.sentence)
    const done = await store.cutLedger(before, goOn)
    if (done.ok) {
      notRemoved = null
      return
    }
    const sentence = chainSentence(done.refusal, done.refusal.breaks[0])
    found(done.refusal.count, sentence)
    await refuseCut(before, sentence)
    check()
  }

  /** Told once for each day whose turn it was, however often Holdfast is started. */
  async function refuseCut(before: string, broken: string): Promise<void> {
    const why = notRemovedSentence(broken)
    notRemoved = why
    const kind = 'ledger-cut-refused'
    const requestId = `${kind}-${before.slice(0, 10)}`
    const [last] = await store.events({ limit: 1, kinds: [kind] })
    if (last?.requestId === requestId) return
    onProblem('old events are not removed', why)
    const event = happeningEvent({ kind, actor: 'holdfast', why }, now(), requestId)
    await store.commit({ ...EMPTY_COMMIT, events: [event] })
  }

  let cutting: Promise<void> = Promise.resolve()
  let stopped = false
  const goOn = (): boolean => !stopped && gate.isOpen()
  const cut = (): Promise<void> => {
    cutting = cutting.then(async () => {
      if (!goOn()) return
      const { keepEventsDays } = await store.settings()
      if (keepEventsDays === null) notRemoved = null
      else await remove(cutBefore(now(), keepEventsDays))
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
    checkWhereDue()
  }, BETWEEN_CUTS_MS).unref()
  const soon = setTimeout(() => void remembered.then(() => stopped || checkWhereDue()), afterStartMs).unref()
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
    notRemoved: () => notRemoved,
    async stop() {
      stopped = true
      clearInterval(timer)
      clearTimeout(soon)
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
        ? `All of the ${rules} rules about owners, holds, work and accounts hold, too: one owner for each address, nothing held in secret, no role that no event gave.`
        : `${findings.length} of the ${rules} rules about owners, holds, work and accounts ${findings.length === 1 ? 'does' : 'do'} not hold:`,
    broken: findings.map(({ name, rule, count, examples }) => ({
      name: `${rule}: ${name}, ${count === 1 ? 'once' : `${count.toLocaleString('en')} times`}`,
      examples,
    })),
    head: chain.last && headText(chain.last),
    notes,
  }
}
