import { answerRead } from '@/lib/server/doors/read'
import { readRolling } from '@/lib/server/reads/rolling'

export async function GET(request: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  return answerRead('rolling', request, (hold) => readRolling(hold, groupId))
}
