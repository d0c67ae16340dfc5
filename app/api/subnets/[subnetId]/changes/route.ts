import { idFromPath } from '@/lib/api/paths'
import { answerRead } from '@/lib/server/read'
import { readSubnetChanges } from '@/lib/server/reads-past-network'

export async function GET(request: Request, context: { params: Promise<{ subnetId: string }> }) {
  const subnetId = idFromPath((await context.params).subnetId)
  const { searchParams } = new URL(request.url)
  const asked = {
    cidr: searchParams.get('cidr'),
    at: searchParams.get('at'),
    with: searchParams.get('with'),
  }
  return answerRead('subnetChanges', request, (hold) => readSubnetChanges(hold, subnetId, asked))
}
