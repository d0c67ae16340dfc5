import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readSearch } from '@/lib/server/reads/network'

export const GET = (request: Request) =>
  answerRead('search', request, (hold) =>
    readSearch(hold, (queryOf('search', request).get('q') ?? '').slice(0, 200)),
  )
