import type { MeView } from '@/lib/api/views/me'
import { asking } from '@/lib/server/asking'
import { env } from '@/lib/server/env'
import { NotFound } from './groups'

export async function readMe(): Promise<MeView> {
  const asker = asking()
  if (asker === null) throw new NotFound('Nobody is signed in.')
  const { kind, name, role, email } = asker
  return { kind, name, role, email, open: env().open }
}
