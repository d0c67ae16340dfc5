import { answerRead } from '@/lib/server/read'
import { readGroupChanges } from '@/lib/server/reads-past'

export async function GET(request: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  const { searchParams } = new URL(request.url)
  const moments = { at: searchParams.get('at'), with: searchParams.get('with') }
  return answerRead('groupChanges', request, (hold) => readGroupChanges(hold, groupId, moments))
}
