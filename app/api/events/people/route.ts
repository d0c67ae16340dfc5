import { answerRead } from '@/lib/server/doors/read'
import { readPeople } from '@/lib/server/reads/groups'

export const GET = (request: Request) => answerRead('people', request, readPeople)
