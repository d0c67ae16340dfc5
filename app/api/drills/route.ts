import { answerRead } from '@/lib/server/read'
import { readDrills } from '@/lib/server/reads-drills'

export const GET = () => answerRead(readDrills)
