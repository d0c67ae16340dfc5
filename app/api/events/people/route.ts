import { answerRead } from '@/lib/server/read'
import { readPeople } from '@/lib/server/reads-groups'

export const GET = (request: Request) => answerRead('people', request, readPeople)
