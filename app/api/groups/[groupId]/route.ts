import { answerRead } from '@/lib/server/read'
import { readGroup } from '@/lib/server/reads-groups'

export async function GET(_: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  return answerRead((hold) => readGroup(hold, groupId))
}
