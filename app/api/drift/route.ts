import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readDrifts } from '@/lib/server/reads/drift'
import { wordsAsked } from '@/lib/server/reads/long-list'

export const GET = (request: Request) =>
  answerRead('drifts', request, (hold) => readDrifts(hold, wordsAsked(queryOf('drifts', request))))
