import { answerRead } from '@/lib/server/read'
import { readSearch } from '@/lib/server/reads-network'

export const GET = (request: Request) =>
  answerRead('search', request, (hold) =>
    readSearch(hold, (new URL(request.url).searchParams.get('q') ?? '').slice(0, 200)),
  )
