import type { OpenStore } from '@/lib/storage/store'
import type { LedgerStanding } from './ledger-room'

/** What the last look at the whole log found, kept beside it: a restart neither forgets it nor begins its day anew. */
const KEY = 'ledger-whole'

export async function readVerdict(reads: Pick<OpenStore['reads'], 'meta'>): Promise<LedgerStanding | null> {
  const kept = await reads.meta(KEY)
  return kept === null ? null : (JSON.parse(kept) as LedgerStanding)
}

export const keepVerdict = (
  reads: Pick<OpenStore['reads'], 'setMeta'>,
  verdict: LedgerStanding,
): Promise<void> => reads.setMeta(KEY, JSON.stringify(verdict))
