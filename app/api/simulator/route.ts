import { answerRead } from '@/lib/server/doors/read'
import { readSimulator } from '@/lib/server/reads/read-simulator'

export const GET = (request: Request) => answerRead('simulator', request, readSimulator)
