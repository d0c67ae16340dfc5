import { answerRead } from '@/lib/server/doors/read'
import { readTasks } from '@/lib/server/reads/tasks'

export async function GET(request: Request, context: { params: Promise<{ groupId: string }> }) {
  const { groupId } = await context.params
  return answerRead('tasks', request, (hold) => readTasks(hold, groupId))
}
