import { answerLive } from '@/lib/server/monitoring/health'

export const GET = (request: Request) => answerLive('live', request)
