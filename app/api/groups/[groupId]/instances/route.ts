import { answerRead } from '@/lib/server/doors/read'
import { readInstances } from '@/lib/server/reads/groups'

export async function GET(request: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  return answerRead('instances', request, (hold) => readInstances(hold, groupId))
}
