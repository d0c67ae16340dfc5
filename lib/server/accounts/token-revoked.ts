import type { Happening } from '@/lib/allocation/record-event'
import type { TokenRow } from '@/lib/storage/token-rows'

/**
 * What is told of each token that is revoked with something else: the record is compared token by token with the log,
 * so one that somebody makes work again in the file is named.
 */
export const tokenRevoked = (
  token: Pick<TokenRow, 'id' | 'name' | 'role' | 'personId'>,
  why: string,
  by: NonNullable<Happening['by']>,
): Happening => ({
  kind: 'token-revoked',
  why,
  by,
  before: { token: token.id, name: token.name, role: token.role, person: token.personId },
})
