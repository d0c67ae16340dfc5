import { answerRead } from '@/lib/server/doors/read'
import { readDrill } from '@/lib/server/reads/drills'

export async function GET(request: Request, context: { params: Promise<{ drillId: string }> }) {
  const { drillId } = await context.params
  return answerRead('drill', request, (hold) => readDrill(hold, drillId))
}
