import { answerRead } from '@/lib/server/doors/read'
import { readPools } from '@/lib/server/reads/vms'

export async function GET(request: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  return answerRead('pools', request, (hold) => readPools(hold, groupId))
}
