import { answerImport } from '@/lib/server/requests/answer-import'

export const POST = (request: Request) => answerImport('imports', request)
