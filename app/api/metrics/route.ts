import { answerMetrics } from '@/lib/server/monitoring/scrape'

export const GET = (request: Request) => answerMetrics('metrics', request)
