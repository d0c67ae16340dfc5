import { answerRead } from '@/lib/server/read'
import { readSearch } from '@/lib/server/reads-network'

export const GET = (request: Request) =>
  answerRead((hold) => readSearch(hold, (new URL(request.url).searchParams.get('q') ?? '').slice(0, 200)))
