import { answerReady } from '@/lib/server/monitoring/health'

export const GET = (request: Request) => answerReady('ready', request)
