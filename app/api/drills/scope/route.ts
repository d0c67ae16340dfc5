import { answerDrillScope } from '@/lib/server/export-drill'

export const GET = (request: Request) => answerDrillScope('drillScope', request)
