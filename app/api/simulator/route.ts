import { answerRead } from '@/lib/server/read'
import { readSimulator } from '@/lib/server/read-simulator'

export const GET = (request: Request) => answerRead('simulator', request, readSimulator)
