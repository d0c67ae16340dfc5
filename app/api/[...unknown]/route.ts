import { answerRead } from '@/lib/server/doors/read'
import { NotFound } from '@/lib/server/reads/groups'

/** What has no route of its own: programs ask here, so the answer is JSON and not a page. */
export const GET = (request: Request) =>
  answerRead('unknown', request, async () => {
    throw new NotFound('There is nothing at this address of the API.')
  })
