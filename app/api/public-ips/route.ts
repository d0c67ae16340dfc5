import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { wordsAsked } from '@/lib/server/reads/long-list'
import { readPublicIps } from '@/lib/server/reads/network'

export const GET = (request: Request) =>
  answerRead('publicIps', request, (hold) => readPublicIps(hold, wordsAsked(queryOf('publicIps', request))))
