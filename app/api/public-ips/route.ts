import { queryOf } from '@/lib/api/route-parameters'
import { wordsAsked } from '@/lib/server/long-list'
import { answerRead } from '@/lib/server/read'
import { readPublicIps } from '@/lib/server/reads-network'

export const GET = (request: Request) =>
  answerRead('publicIps', request, (hold) => readPublicIps(hold, wordsAsked(queryOf('publicIps', request))))
