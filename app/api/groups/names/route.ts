import { answerRead } from '@/lib/server/read'
import { readGroupNames } from '@/lib/server/reads-groups'

export const GET = (request: Request) => answerRead('groupNames', request, readGroupNames)
