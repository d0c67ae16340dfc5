import { answerImport } from '@/lib/server/answer-import'

export const POST = (request: Request) => answerImport('imports', request)
