import { answerRead } from '@/lib/server/read'

export const GET = (request: Request) =>
  answerRead('health', request, async ({ store, engine, startedAt }) => ({
    status: 'ready',
    startedAt,
    lastSeq: await store.lastSeq(),
    operationsUnderWay: engine.operating.underWay(),
  }))
