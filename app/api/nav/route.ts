import { answerRead } from '@/lib/server/doors/read'
import { readNav } from '@/lib/server/reads/groups'

export const GET = (request: Request) => answerRead('nav', request, readNav)
