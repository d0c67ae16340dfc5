import { answerRead } from '@/lib/server/read'
import { readRolling } from '@/lib/server/reads-rolling'

export async function GET(_: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  return answerRead((hold) => readRolling(hold, groupId))
}
