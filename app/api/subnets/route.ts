import { answerRead } from '@/lib/server/doors/read'
import { readSubnetRowViews } from '@/lib/server/reads/network'

export const GET = (request: Request) => answerRead('subnets', request, (hold) => readSubnetRowViews(hold))
