import { answerRead } from '@/lib/server/read'
import { readPools } from '@/lib/server/reads-vms'

export async function GET(_: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  return answerRead((hold) => readPools(hold, groupId))
}
