import { answerLedgerExport } from '@/lib/server/files/export-ledger'

export const GET = (request: Request) => answerLedgerExport('ledgerExport', request)
