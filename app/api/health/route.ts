import { answerReady } from '@/lib/server/monitoring/health'

/** Live, because it answers, and ready where its status says so. */
export const GET = (request: Request) => answerReady('health', request)
