import { queryOf } from '@/lib/api/route-parameters'
import { wordsAsked } from '@/lib/server/long-list'
import { answerRead } from '@/lib/server/read'
import { readTokens } from '@/lib/server/reads-tokens'

export const GET = (request: Request) =>
  answerRead('tokens', request, () => readTokens(wordsAsked(queryOf('tokens', request))))
