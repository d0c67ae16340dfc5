import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readPastGroup } from '@/lib/server/reads/past'

export async function GET(request: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  const at = queryOf('pastGroup', request).get('at')
  return answerRead('pastGroup', request, (hold) => readPastGroup(hold, groupId, at))
}
