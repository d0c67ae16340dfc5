import { answerRead } from '@/lib/server/read'
import { readMoments } from '@/lib/server/reads-past'

export async function GET(request: Request) {
  const { searchParams } = new URL(request.url)
  const group = searchParams.get('group')
  const subject =
    group === null
      ? ({ kind: 'subnet', id: searchParams.get('subnet') ?? '' } as const)
      : ({ kind: 'group', id: group } as const)
  return answerRead('moments', request, (hold) => readMoments(hold, subject, searchParams.get('at')))
}
