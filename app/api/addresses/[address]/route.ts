import { idFromPath } from '@/lib/api/paths'
import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readAddress } from '@/lib/server/reads/network'

export async function GET(request: Request, context: { params: Promise<{ address: string }> }) {
  const address = idFromPath((await context.params).address)
  const subnet = queryOf('address', request).get('subnet')
  return answerRead('address', request, (hold) => readAddress(hold, address, subnet))
}
