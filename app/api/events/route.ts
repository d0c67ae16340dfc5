import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { eventFilterOf } from '@/lib/server/reads/event-filter'
import { readEvents } from '@/lib/server/reads/groups'

export const GET = (request: Request) =>
  answerRead('events', request, (hold) => readEvents(hold, eventFilterOf(queryOf('events', request))))
