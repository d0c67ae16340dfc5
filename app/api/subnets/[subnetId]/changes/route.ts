import { idFromPath } from '@/lib/api/paths'
import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readSubnetChanges } from '@/lib/server/reads/past-network'

export async function GET(request: Request, context: { params: Promise<{ subnetId: string }> }) {
  const subnetId = idFromPath((await context.params).subnetId)
  const query = queryOf('subnetChanges', request)
  const asked = {
    cidr: query.get('cidr'),
    at: query.get('at'),
    with: query.get('with'),
  }
  return answerRead('subnetChanges', request, (hold) => readSubnetChanges(hold, subnetId, asked))
}
