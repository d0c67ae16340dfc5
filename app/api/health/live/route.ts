import { answerLive } from '@/lib/server/health'

export const GET = (request: Request) => answerLive('live', request)
