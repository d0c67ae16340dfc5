import { answerThrough } from '@/lib/server/doors/read'
import { finishSignOn } from '@/lib/server/doors/sign-on-doors'

export const GET = (request: Request) => answerThrough('signOnCallback', request, () => finishSignOn(request))
