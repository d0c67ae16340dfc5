import { answerRead } from '@/lib/server/doors/read'
import { readPeople } from '@/lib/server/reads/people'

export const GET = (request: Request) => answerRead('accounts', request, readPeople)
