import { answerRead } from '@/lib/server/doors/read'
import { readNetwork } from '@/lib/server/reads/network'

export const GET = (request: Request) => answerRead('network', request, readNetwork)
