import { answerRead } from '@/lib/server/doors/read'
import { readSync } from '@/lib/server/reads/drift'

export const GET = (request: Request) => answerRead('sync', request, readSync)
