import { answerRead } from '@/lib/server/doors/read'
import { readGroupNames } from '@/lib/server/reads/groups'

export const GET = (request: Request) => answerRead('groupNames', request, readGroupNames)
