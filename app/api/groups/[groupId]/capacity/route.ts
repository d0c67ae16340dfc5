import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readCapacity, windowOf } from '@/lib/server/reads/capacity'

export async function GET(request: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  const window = windowOf(queryOf('capacity', request).get('window'))
  return answerRead('capacity', request, (hold) => readCapacity(hold, groupId, window))
}
