import { queryOf } from '@/lib/api/route-parameters'
import { answerDrillReport } from '@/lib/server/files/export-drill'

export async function GET(request: Request, context: { params: Promise<{ drillId: string }> }) {
  const { drillId } = await context.params
  return answerDrillReport('drillReport', request, drillId, queryOf('drillReport', request).get('as'))
}
