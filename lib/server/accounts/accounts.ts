import { randomBytes } from 'node:crypto'
import type { Accounts } from '@/lib/auth/accounts'
import { nowIso } from '@/lib/server/compose'
import { env } from '@/lib/server/env'
import { log } from '@/lib/server/monitoring/log'
import { consoleAddress } from '@/lib/server/settings.mjs'
import type { AccountRows } from '@/lib/storage/account-rows'
import { KEPT_SECRET } from '@/lib/storage/kept-secret'

/** Everybody's accounts: the library that knows passwords and sessions, and the rows beside it. */
export type AccountBook = {
  readonly auth: Accounts
  readonly rows: AccountRows
  /** What sessions are signed and second factors encrypted with. */
  readonly secret: string
  /** Whether there is an admin. Once there is one, there always is. */
  isSetUp(): Promise<boolean>
}

const KEY = Symbol.for('holdfast.accounts')
type Shared = { [KEY]?: Promise<AccountBook> }

/** Once per process, and only where somebody may sign in: in the open mode nothing of it is loaded. */
export function accountBook(): Promise<AccountBook> {
  const shared = globalThis as Shared
  shared[KEY] ??= open().catch((error: unknown) => {
    delete shared[KEY]
    throw error
  })
  return shared[KEY]
}

/** How people reach the console; links that are given out begin with it. */
export const consoleUrl = (): string => consoleAddress(env())

async function open(): Promise<AccountBook> {
  const settings = env()
  const [{ openAccounts }, { openAccountRows }] = await Promise.all([
    import('@/lib/auth/accounts'),
    import('@/lib/storage/account-rows'),
  ])
  const rows = openAccountRows(settings.databaseUrl, nowIso)
  const secret =
    settings.secret ?? (await rows.secret(KEPT_SECRET, () => randomBytes(32).toString('base64url')))
  const auth = openAccounts({
    database: rows.database,
    secret,
    baseUrl: consoleUrl(),
    onProblem: (message) => log().error(`accounts: ${message}`),
  })
  let setUp = false
  return {
    auth,
    rows,
    secret,
    async isSetUp() {
      setUp ||= (await rows.countOfRole('admin')) > 0
      return setUp
    },
  }
}
