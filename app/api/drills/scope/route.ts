import { answerDrillScope } from '@/lib/server/files/export-drill'

export const GET = (request: Request) => answerDrillScope('drillScope', request)
