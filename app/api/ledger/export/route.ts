import { answerLedgerExport } from '@/lib/server/export-ledger'

export const GET = (request: Request) => answerLedgerExport('ledgerExport', request)
