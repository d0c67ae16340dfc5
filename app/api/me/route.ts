import { answerRead } from '@/lib/server/doors/read'
import { readMe } from '@/lib/server/reads/me'

export const GET = (request: Request) => answerRead('me', request, readMe)
