import { idFromPath } from '@/lib/api/paths'
import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readOccupancy } from '@/lib/server/reads/network'
import { readPastOccupancy } from '@/lib/server/reads/past-network'

export async function GET(request: Request, context: { params: Promise<{ subnetId: string }> }) {
  const subnetId = idFromPath((await context.params).subnetId)
  const query = queryOf('occupancy', request)
  const cidr = query.get('cidr')
  const at = query.get('at')
  return answerRead('occupancy', request, (hold) =>
    at === null ? readOccupancy(hold, subnetId, cidr) : readPastOccupancy(hold, subnetId, { cidr, at }),
  )
}
