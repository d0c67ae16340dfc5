import { answerRead } from '@/lib/server/read'
import { readSimulator } from '@/lib/server/simulator-doors'

export const GET = () => answerRead(readSimulator)
