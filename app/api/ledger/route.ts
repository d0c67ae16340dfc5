import { answerRead } from '@/lib/server/doors/read'
import { readLedger } from '@/lib/server/reads/ledger'

export const GET = (request: Request) => answerRead('ledger', request, readLedger)
