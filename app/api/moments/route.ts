import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readMoments } from '@/lib/server/reads/past'

export async function GET(request: Request) {
  const query = queryOf('moments', request)
  const group = query.get('group')
  const subject =
    group === null
      ? ({ kind: 'subnet', id: query.get('subnet') ?? '' } as const)
      : ({ kind: 'group', id: group } as const)
  return answerRead('moments', request, (hold) => readMoments(hold, subject, query.get('at')))
}
