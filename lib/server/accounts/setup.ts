import { paths } from '@/lib/api/paths'
import { env } from '@/lib/server/env'
import { findLink, makeLink } from './access-links'
import { accountBook, consoleUrl } from './accounts'
import { whoAsks } from './who-asks'

/**
 * Where nobody can sign in yet, the terminal shows a link that makes the first admin. Each start makes a new one and
 * ends the one before, so that a terminal's old output opens nothing. It is written for a person to read and is no
 * line of the server's log. `show` tells the ledger first: a link of which no event tells is one that nobody saw.
 */
export async function offerSetup(show: (text: string) => unknown): Promise<void> {
  if (env().open) return
  const { rows, isSetUp } = await accountBook()
  await rows.dropLinks('setup')
  if (await isSetUp()) return
  const link = `${consoleUrl()}${paths.setup(await makeLink({ kind: 'setup' }))}`
  await show(`
  Holdfast has no admin yet. This link makes the first one, once:

    ${link}

`)
}

/** What the page of that link shows. `open`: nobody signs in, so nobody is made an admin. */
export async function setupStanding(token: string | null): Promise<'open' | 'done' | 'link' | 'no-link'> {
  if (env().open) return 'open'
  const { isSetUp } = await accountBook()
  if (await isSetUp()) return 'done'
  return token !== null && (await findLink('setup', token)) ? 'link' : 'no-link'
}

/** Whether nobody signs in here, which every page says. */
export const isOpenMode = (): boolean => env().open

/** `elsewhere`: the open mode, asked by a name that is not this machine's. */
export async function entryStanding(
  headers: Headers,
): Promise<'not-set-up' | 'signed-in' | 'elsewhere' | 'signed-out'> {
  const { asker } = await whoAsks(headers, 'page')
  if (asker) return 'signed-in'
  if (env().open) return 'elsewhere'
  return (await (await accountBook()).isSetUp()) ? 'signed-out' : 'not-set-up'
}
