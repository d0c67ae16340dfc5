import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { wordsAsked } from '@/lib/server/reads/long-list'
import { readTokens } from '@/lib/server/reads/tokens'

export const GET = (request: Request) =>
  answerRead('tokens', request, () => readTokens(wordsAsked(queryOf('tokens', request))))
