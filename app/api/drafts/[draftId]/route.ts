import { answerRead } from '@/lib/server/read'
import { readDraft } from '@/lib/server/reads-groups'

export async function GET(_: Request, context: { params: Promise<{ draftId: string }> }) {
  const { draftId } = await context.params
  return answerRead((hold) => readDraft(hold, draftId))
}
