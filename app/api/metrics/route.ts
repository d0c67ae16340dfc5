import { answerMetrics } from '@/lib/server/scrape'

export const GET = (request: Request) => answerMetrics('metrics', request)
