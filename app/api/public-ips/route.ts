import { answerRead } from '@/lib/server/read'
import { readPublicIps } from '@/lib/server/reads-network'

export const GET = (request: Request) => answerRead('publicIps', request, readPublicIps)
