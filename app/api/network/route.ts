import { answerRead } from '@/lib/server/read'
import { readNetwork } from '@/lib/server/reads-network'

export const GET = (request: Request) => answerRead('network', request, readNetwork)
