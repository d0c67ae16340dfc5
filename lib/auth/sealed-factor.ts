import { symmetricDecrypt } from 'better-auth/crypto'

/**
 * Whether this secret opens what a second factor is kept as. The library encrypts the secret of the app and the
 * recovery codes with it; with another secret it throws where it is asked about a code, which is no refusal of its own.
 */
export async function opensFactor(secret: string, sealed: string): Promise<boolean> {
  try {
    await symmetricDecrypt({ key: secret, data: sealed })
    return true
  } catch {
    return false
  }
}

/** Those of them that it does not open. */
export async function findSealed<T extends { readonly sealed: string }>(
  secret: string,
  factors: readonly T[],
): Promise<T[]> {
  const opened = await Promise.all(factors.map(({ sealed }) => opensFactor(secret, sealed)))
  return factors.filter((_, index) => !opened[index])
}
