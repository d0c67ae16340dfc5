import { queryOf } from '@/lib/api/route-parameters'
import { wordsAsked } from '@/lib/server/long-list'
import { answerRead } from '@/lib/server/read'
import { readHeld } from '@/lib/server/reads-held'

export const GET = (request: Request) =>
  answerRead('held', request, (hold) => readHeld(hold, wordsAsked(queryOf('held', request))))
