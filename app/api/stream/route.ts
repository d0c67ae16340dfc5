import { answerStream } from '@/lib/server/requests/feed'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) => answerStream('stream', request)
