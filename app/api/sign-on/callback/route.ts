import { answerThrough } from '@/lib/server/read'
import { finishSignOn } from '@/lib/server/sign-on-doors'

export const GET = (request: Request) => answerThrough('signOnCallback', request, () => finishSignOn(request))
