import { type Claims, claimAt } from './sign-on-roles'

/** The provider does not answer, or not as one. */
export class Unreachable extends Error {}

/** Of the accounts of this issuer: the subjects of another issuer are other people. */
export const providerIdOf = (issuer: string): string => issuer.replace(/\/+$/, '')

export const documentUrl = (issuer: string): string =>
  `${providerIdOf(issuer)}/.well-known/openid-configuration`

/** What a provider says of itself; `Unreachable` where that is nothing, or of another issuer. */
export async function readDocument(
  issuer: string,
  patience: number,
): Promise<{ readonly userinfo: string | null }> {
  const document = await readJson(documentUrl(issuer), {}, patience)
  const named = typeof document.issuer === 'string' ? document.issuer : 'nobody'
  if (providerIdOf(named) !== providerIdOf(issuer))
    throw new Unreachable(`its document is of another issuer, ${named}`)
  const userinfo = document.userinfo_endpoint
  return { userinfo: typeof userinfo === 'string' ? userinfo : null }
}

/**
 * What the ID token says, which the library has verified; and what the provider tells only to who asks for it, where
 * the e-mail or the wanted claim is missing. Null where it is not for us, or the two are about different people.
 */
export async function readClaims(
  tokens: { readonly idToken: string; readonly accessToken: string | undefined },
  from: { clientId: string; userinfo: string | null; wanted: string | null; patience: number },
): Promise<Claims | null> {
  const claims = payloadOf(tokens.idToken)
  if (!isForUs(claims, from.clientId)) return null
  const isWhole =
    claims.email !== undefined && (from.wanted === null || claimAt(claims, from.wanted) !== undefined)
  if (isWhole || from.userinfo === null || tokens.accessToken === undefined) return claims
  const more = await readJson(from.userinfo, { authorization: `Bearer ${tokens.accessToken}` }, from.patience)
  return more.sub === claims.sub ? { ...more, ...claims } : null
}

/** The library knows one of the audiences to be us; where it is one of several, the token must be made for us, too. */
function isForUs(claims: Claims, clientId: string): boolean {
  const several = Array.isArray(claims.aud) && claims.aud.length > 1
  return claims.azp === undefined ? !several : claims.azp === clientId
}

const payloadOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))

async function readJson(
  url: string,
  headers: Record<string, string>,
  patience: number,
): Promise<Record<string, unknown>> {
  try {
    const answer = await fetch(url, {
      ...{ headers: { accept: 'application/json', ...headers }, redirect: 'error' },
      signal: AbortSignal.timeout(patience),
    })
    if (!answer.ok) throw new Error(`it answered ${answer.status}`)
    const read: unknown = await answer.json()
    if (typeof read !== 'object' || read === null) throw new Error('it did not answer an object')
    return read as Record<string, unknown>
  } catch (error) {
    const { message, cause } = error as Error
    throw new Unreachable(`${url}: ${cause instanceof Error ? cause.message : message}`)
  }
}
