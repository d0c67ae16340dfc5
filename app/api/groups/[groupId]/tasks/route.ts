import { answerRead } from '@/lib/server/read'
import { readTasks } from '@/lib/server/reads-tasks'

export async function GET(_: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  return answerRead((hold) => readTasks(hold, groupId))
}
