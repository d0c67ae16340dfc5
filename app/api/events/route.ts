import { queryOf } from '@/lib/api/route-parameters'
import { eventFilterOf } from '@/lib/server/event-filter'
import { answerRead } from '@/lib/server/read'
import { readEvents } from '@/lib/server/reads-groups'

export const GET = (request: Request) =>
  answerRead('events', request, (hold) => readEvents(hold, eventFilterOf(queryOf('events', request))))
