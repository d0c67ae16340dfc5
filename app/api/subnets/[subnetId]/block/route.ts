import { idFromPath } from '@/lib/api/paths'
import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readBlock } from '@/lib/server/reads/network'
import { readPastBlock } from '@/lib/server/reads/past-network'

export async function GET(request: Request, context: { params: Promise<{ subnetId: string }> }) {
  const subnetId = idFromPath((await context.params).subnetId)
  const query = queryOf('block', request)
  const cidr = query.get('cidr') ?? ''
  const at = query.get('at')
  return answerRead('block', request, (hold) =>
    at === null ? readBlock(hold, subnetId, cidr) : readPastBlock(hold, subnetId, { cidr, at }),
  )
}
