import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readHeld } from '@/lib/server/reads/held'
import { wordsAsked } from '@/lib/server/reads/long-list'

export const GET = (request: Request) =>
  answerRead('held', request, (hold) => readHeld(hold, wordsAsked(queryOf('held', request))))
