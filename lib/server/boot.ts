import type { OpenStore } from '@/lib/storage/store'
import { holdfast } from './compose'
import { log } from './log'
import { watchPeers } from './peer'

/** Opens what the server needs, or says in one sentence why it cannot and ends: a half-started console helps nobody. */
export async function boot(): Promise<void> {
  watchPeers()
  try {
    const { engine, store } = await holdfast()
    const left = engine.operating.underWay()
    if (left > 0) log().info(`resuming ${left} unfinished operations`)
    void auditRecord(store)
  } catch (error) {
    log().fatal(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}

/** After a restart the record is read against what must be so (B1, B7). Nobody waits for it: it has a thread of its own. */
async function auditRecord(store: OpenStore): Promise<void> {
  try {
    const { findings, rules, ...counts } = await store.audit()
    if (findings.length === 0) log().info({ rules, ...counts }, 'the record is as it must be')
    else log().error({ findings }, 'the record is broken: npm run verify says where')
  } catch (error) {
    log().error({ error: String(error) }, 'the record could not be audited')
  }
}
