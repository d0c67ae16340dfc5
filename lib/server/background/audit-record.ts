import type { OpenStore } from '@/lib/storage/store'
import type { LedgerRoom } from './ledger-room'

type Log = Record<'info' | 'error', (fields: object, words: string) => void>

/**
 * After a restart the newest events are followed, and the record is read against what must be so (B1, B7). Nobody waits
 * for it: it has a thread of its own. What keeps one of the two from ending keeps the other from nothing.
 */
export async function auditRecord({
  store,
  ledger,
  log,
}: {
  readonly store: Pick<OpenStore, 'auditRules'>
  readonly ledger: Pick<LedgerRoom, 'checkNewest'>
  readonly log: Log
}): Promise<void> {
  try {
    await ledger.checkNewest()
  } catch (error) {
    log.error({ error: String(error) }, 'the newest events could not be followed')
  }
  try {
    const { findings, rules, ...counts } = await store.auditRules()
    if (findings.length === 0) log.info({ rules, ...counts }, 'the record is as it must be')
    else log.error({ findings }, 'the record is broken: npm run verify says where')
  } catch (error) {
    log.error({ error: String(error) }, 'the record could not be audited')
  }
}
