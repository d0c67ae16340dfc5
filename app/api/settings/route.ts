import { answerRead } from '@/lib/server/read'
import { readAccountSettings } from '@/lib/server/reads-settings'

export const GET = () => answerRead(readAccountSettings)
