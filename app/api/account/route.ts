import { answerRead } from '@/lib/server/doors/read'
import { readAccount } from '@/lib/server/reads/people'

export const GET = (request: Request) => answerRead('account', request, readAccount)
