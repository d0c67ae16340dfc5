import { chainBreakSentence, chainSentence, headText } from '@/lib/api/ledger-messages'
import type { LedgerCheckView } from '@/lib/api/views/ledger'
import type { AuditReport } from '@/lib/storage/audit'
import type { OpenStore } from '@/lib/storage/store'

/** What is done about the log of this process: its check, and the removal of what is older than is kept. */
export type LedgerRoom = {
  /** Asked while it runs, it is the one that runs. */
  check(): void
  progress(): LedgerCheckView
  /** Removes what is due now. */
  cut(): Promise<void>
  stop(): void
}

/** Often enough for a setting in days. */
const BETWEEN_CUTS_MS = 3_600_000
const DAY_MS = 86_400_000

export function openLedgerRoom(options: {
  readonly store: Pick<OpenStore, 'audit' | 'cutLedger' | 'settings' | 'onCommitted'>
  readonly now: () => string
  readonly onProblem: (what: string, detail: unknown) => void
}): LedgerRoom {
  const { store, now, onProblem } = options
  let view: LedgerCheckView = { state: 'never' }

  async function run(): Promise<void> {
    try {
      const report = await store.audit((checked, of) => {
        view = { state: 'running', checked, of }
      })
      view = { at: now(), ...presentReport(report) }
    } catch (error) {
      onProblem('checking the ledger', error)
      view = {
        state: 'failed',
        at: now(),
        sentence: 'The check ended before its time. The log of the server says why.',
      }
    }
  }

  let cutting: Promise<void> = Promise.resolve()
  const cut = (): Promise<void> => {
    cutting = cutting.then(async () => {
      const { keepEventsDays } = await store.settings()
      if (keepEventsDays !== null) await store.cutLedger(cutBefore(now(), keepEventsDays))
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
  const timer = setInterval(cutQuietly, BETWEEN_CUTS_MS).unref()
  const ignore = store.onCommitted((events) => {
    if (events.some(({ kind, after }) => kind === 'settings-changed' && after && 'keepEventsDays' in after))
      cutQuietly()
  })

  return {
    check() {
      if (view.state === 'running') return
      view = { state: 'running', checked: 0, of: 0 }
      void run()
    },
    progress: () => view,
    cut,
    stop() {
      clearInterval(timer)
      ignore()
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
