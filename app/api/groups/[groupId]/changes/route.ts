import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readGroupChanges } from '@/lib/server/reads/past'

export async function GET(request: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  const query = queryOf('groupChanges', request)
  const moments = { at: query.get('at'), with: query.get('with') }
  return answerRead('groupChanges', request, (hold) => readGroupChanges(hold, groupId, moments))
}
