import { redirect } from 'next/navigation'
import { paths } from '@/lib/api/paths'
import { accountBook } from '@/lib/server/accounts/accounts'
import { env } from '@/lib/server/env'
import { REQUEST_HEADER, readMark } from '@/lib/server/requests/peer'

/** Until somebody can sign in, every page leads to that of the link: those that are for nobody signed in, too. */
export async function setUpFirst(headers: Headers): Promise<void> {
  if (env().open || (await (await accountBook()).isSetUp())) return
  const { path } = readMark(headers.get(REQUEST_HEADER)) ?? { path: '' }
  if (path.split('?')[0] !== paths.setup()) redirect(paths.setup())
}
