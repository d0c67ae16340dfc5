import { groupsAsked } from '@/lib/api/group-list'
import { answerRead } from '@/lib/server/read'
import { readGroups } from '@/lib/server/reads-groups'

export const GET = (request: Request) => {
  const search = new URL(request.url).searchParams
  return answerRead('groups', request, (hold) =>
    readGroups(
      hold,
      groupsAsked((name) => search.get(name)),
    ),
  )
}
