import { groupsAsked } from '@/lib/api/group-list'
import { queryOf } from '@/lib/api/route-parameters'
import { answerRead } from '@/lib/server/doors/read'
import { readGroups } from '@/lib/server/reads/groups'

export const GET = (request: Request) => {
  const search = queryOf('groups', request)
  return answerRead('groups', request, (hold) =>
    readGroups(
      hold,
      groupsAsked((name) => search.get(name)),
    ),
  )
}
