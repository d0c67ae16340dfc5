import { answerReady } from '@/lib/server/health'

export const GET = (request: Request) => answerReady('ready', request)
