import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { wordsAsked } from '@/lib/server/reads/long-list'
import { readDrifts } from '@/lib/server/reads/reads-drift'

export const GET = (request: Request) =>
  answerRead('drifts', request, (hold) => readDrifts(hold, wordsAsked(queryOf('drifts', request))))
