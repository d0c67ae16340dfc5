import { answerRead } from '@/lib/server/doors/read'
import { readDrills } from '@/lib/server/reads/drills'

export const GET = (request: Request) => answerRead('drills', request, readDrills)
