import { queryOf } from '@/lib/api/route-parameters'
import { wordsAsked } from '@/lib/server/long-list'
import { answerRead } from '@/lib/server/read'
import { readDrifts } from '@/lib/server/reads-drift'

export const GET = (request: Request) =>
  answerRead('drifts', request, (hold) => readDrifts(hold, wordsAsked(queryOf('drifts', request))))
