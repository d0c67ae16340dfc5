import { answerRead } from '@/lib/server/read'
import { readPastGroup } from '@/lib/server/reads-past'

export async function GET(request: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  const at = new URL(request.url).searchParams.get('at')
  return answerRead('pastGroup', request, (hold) => readPastGroup(hold, groupId, at))
}
