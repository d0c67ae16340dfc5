import type { AccountChange } from '@/lib/allocation/ports/accounts'
import { accountStatements } from '@/lib/storage/account-changes'
import { openDatabase } from '@/lib/storage/client'
import { conflictOf } from '@/lib/storage/conflict'

/** Writes changes with no event, for worlds that begin with them. False where the database refused them. */
export async function writeAccounts(databaseUrl: string, ...accounts: AccountChange[]): Promise<boolean> {
  try {
    await openDatabase(databaseUrl).write(accountStatements([{ accounts }]))
    return true
  } catch (error) {
    if (conflictOf(error)?.kind === 'account-moved') return false
    throw error
  }
}
