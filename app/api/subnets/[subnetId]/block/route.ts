import { idFromPath } from '@/lib/api/paths'
import { answerRead } from '@/lib/server/read'
import { readBlock } from '@/lib/server/reads-network'

export async function GET(request: Request, context: { params: Promise<{ subnetId: string }> }) {
  const subnetId = idFromPath((await context.params).subnetId)
  const cidr = new URL(request.url).searchParams.get('cidr') ?? ''
  return answerRead((hold) => readBlock(hold, subnetId, cidr))
}
