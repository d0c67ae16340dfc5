import { type Accounts, ORIGIN_HEADER } from './accounts'

/** What is known of the browser that signs in. */
export type From = { readonly origin: string; readonly userAgent: string | null }

/** The headers that set the session's cookie; null where e-mail and password are not those of an account. */
export async function signInByPassword(
  auth: Accounts,
  typed: { readonly email: string; readonly password: string },
  from: From,
): Promise<Headers | null> {
  try {
    return (await auth.api.signInEmail({ body: typed, headers: headersFrom(from), returnHeaders: true }))
      .headers
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}

/** What the library notes of a session that begins. */
export function headersFrom(from: From, cookie?: string): Headers {
  const headers = new Headers({ [ORIGIN_HEADER]: from.origin, ...(cookie === undefined ? {} : { cookie }) })
  if (from.userAgent) headers.set('user-agent', from.userAgent.slice(0, 300))
  return headers
}

/** 401, or 400: what was typed is no e-mail, or longer than any password is. A bundle has the class of it twice. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'APIError' &&
  'statusCode' in error &&
  (error.statusCode === 401 || error.statusCode === 400)

/** Ends the session of this cookie; the headers make the browser forget it. */
export async function endSession(auth: Accounts, cookie: string): Promise<Headers> {
  return (await auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true })).headers
}

export const isPasswordOf = async (auth: Accounts, hash: string, password: string): Promise<boolean> =>
  (await auth.$context).password.verify({ hash, password })

export const hashOfPassword = async (auth: Accounts, password: string): Promise<string> =>
  (await auth.$context).password.hash(password)
