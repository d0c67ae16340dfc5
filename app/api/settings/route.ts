import { answerRead } from '@/lib/server/doors/read'
import { readAccountSettings } from '@/lib/server/reads/settings'

export const GET = (request: Request) => answerRead('settings', request, readAccountSettings)
