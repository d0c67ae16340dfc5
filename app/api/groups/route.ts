import { answerRead } from '@/lib/server/read'
import { readGroups } from '@/lib/server/reads-groups'

export const GET = (request: Request) => answerRead('groups', request, readGroups)
