import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readWhy, whyOf } from '@/lib/server/reads/why'

export const GET = (request: Request) =>
  answerRead('why', request, (hold) => readWhy(hold, whyOf(queryOf('why', request))))
