import { answerRead } from '@/lib/server/read'
import { readSubnetRowViews } from '@/lib/server/reads-network'

export const GET = () => answerRead((hold) => readSubnetRowViews(hold))
