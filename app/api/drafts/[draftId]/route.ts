import { answerRead } from '@/lib/server/doors/read'
import { readDraft } from '@/lib/server/reads/groups'

export async function GET(request: Request, context: { params: Promise<{ draftId: string }> }) {
  const { draftId } = await context.params
  return answerRead('draft', request, (hold) => readDraft(hold, draftId))
}
