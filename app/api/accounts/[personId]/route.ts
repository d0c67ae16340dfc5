import { idFromPath } from '@/lib/api/paths'
import { answerRead } from '@/lib/server/doors/read'
import { readPersonAccess } from '@/lib/server/reads/people'

export async function GET(request: Request, context: { params: Promise<{ personId: string }> }) {
  const personId = idFromPath((await context.params).personId)
  return answerRead('person', request, () => readPersonAccess(personId))
}
