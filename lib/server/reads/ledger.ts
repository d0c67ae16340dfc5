import { headText } from '@/lib/api/ledger-messages'
import type { LedgerView } from '@/lib/api/views/ledger'
import type { Holdfast } from '@/lib/server/compose'

export async function readLedger({ store, ledger }: Holdfast): Promise<LedgerView> {
  const head = store.ledgerHead()
  const [facts, settings] = await Promise.all([store.reads.ledger(), store.settings()])
  const { anchor, first, lastAt, removed } = facts
  return {
    head: head.seq === 0 ? null : headText(head),
    lastAt,
    first,
    events: first ? head.seq - first.seq + 1 : 0,
    removed: anchor && {
      events: removed,
      sentence:
        `${removed.toLocaleString('en')} events up to ${anchor.seq.toLocaleString('en')}, of ${anchor.lastAt.slice(0, 10)}, were removed on ` +
        `${anchor.removedAt.slice(0, 10)}${anchor.byName ? `, as ${anchor.byName} had set` : ''}. The chain goes on from the hash of the last of them.`,
    },
    keepEventsDays: settings.keepEventsDays,
    notRemoved: ledger.notRemoved(),
    check: ledger.progress(),
  }
}
