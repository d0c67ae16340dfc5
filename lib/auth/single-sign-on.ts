import { AsyncLocalStorage } from 'node:async_hooks'
import { type BetterAuthOptions, betterAuth } from 'better-auth/minimal'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import { ORIGIN_HEADER, SESSION_SECONDS } from './accounts'
import { cookiesOf } from './cookies'
import { type ExchangeProblem, exchangeFailure, problemOfCode } from './exchange-problem'
import { documentUrl, providerIdOf, readClaims, readDocument, Unreachable } from './provider-document'
import type { From } from './sign-in'
import type { Claims } from './sign-on-roles'

export type SignOnSetting = {
  readonly database: NonNullable<BetterAuthOptions['database']>
  /** The same as for everybody's sessions: what is made here must be believed there. */
  readonly secret: string
  readonly baseUrl: string
  /** The path at which people come back from the provider. */
  readonly callbackPath: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** A claim to look for beside who it is. */
  readonly wanted: string | null
  /** Milliseconds that the provider gets to answer. */
  readonly patience: number
  readonly onProblem: (message: string) => void
}

export type Finished =
  | { readonly ok: true; readonly cookies: Headers; readonly place: string }
  | {
      readonly ok: false
      readonly cookies: Headers
      readonly problem: ExchangeProblem | 'not-admitted'
      /** Null where it is not known. */
      readonly place: string | null
    }

/** Answers whose account it is, or null: then nobody gets a session. */
export type Admit = (claims: Claims) => Promise<{ readonly email: string; readonly name: string } | null>

type Attempt = {
  readonly admit: Admit
  problem: ExchangeProblem | 'not-admitted' | null
  /** Once it is over nobody comes in by it any more: who was told so has left, and it would be written down nowhere. */
  state: 'asking' | 'admitting' | 'over'
}

/**
 * OpenID Connect through the library, in an instance of its own: made when the first person wants it, so that a
 * provider that does not answer holds up nobody else's session.
 *
 *   ours      which provider (its document must name the issuer that was configured), how long it may take, who comes in
 *   library   state in an encrypted cookie, PKCE, the exchange; of the ID token the signature by the provider's keys,
 *             issuer, audience, expiry and nonce; then the session
 *
 * The library makes and links no account here, and keeps none of the provider's tokens.
 */
export async function openSingleSignOn(setting: SignOnSetting) {
  const { userinfo } = await readDocument(setting.issuer, setting.patience)
  const attempts = new AsyncLocalStorage<Attempt>()
  const auth = makeAuth(setting, userinfo, attempts)
  const { socialProviders } = await within(setting.patience, auth.$context)
  const [provider] = socialProviders
  if (!provider) throw new Unreachable('its document names no endpoints or no keys')
  return {
    /** Where the browser goes now, and the cookie with which it must come back. */
    async begin(place: string): Promise<{ url: string; cookies: Headers }> {
      const errorCallbackURL = `/?${new URLSearchParams({ to: place })}`
      const body = { provider: provider.id, callbackURL: place, errorCallbackURL, disableRedirect: true }
      const { response, headers } = await auth.api.signInSocial({ body, returnHeaders: true })
      if (!response.url) throw new Error('The library answered no address of the provider')
      return { url: response.url, cookies: headers }
    },
    /** `cookie`: the header that came along. */
    async finish(query: URLSearchParams, cookie: string, from: From, admit: Admit): Promise<Finished> {
      const headers = new Headers({ cookie, [ORIGIN_HEADER]: from.origin })
      if (from.userAgent) headers.set('user-agent', from.userAgent.slice(0, 300))
      const attempt: Attempt = { admit, problem: null, state: 'asking' }
      const asked = attempts.run(attempt, () =>
        auth.api.callbackOAuth({
          ...{ params: { id: provider.id }, query: Object.fromEntries(query), headers },
          ...{ method: 'GET', asResponse: true },
        }),
      )
      const answer = await within(setting.patience, asked).catch((error: unknown) => {
        if (!(error instanceof Unreachable)) throw error
        if (attempt.state === 'admitting') return asked
        attempt.state = 'over'
        return null
      })
      return answer === null
        ? { ok: false, problem: 'unreachable', cookies: new Headers(), place: null }
        : finished(answer, attempt)
    },
  }
}

export type SingleSignOn = Awaited<ReturnType<typeof openSingleSignOn>>

const makeAuth = (setting: SignOnSetting, userinfo: string | null, attempts: AsyncLocalStorage<Attempt>) =>
  betterAuth({
    appName: 'Holdfast',
    ...{ database: setting.database, secret: setting.secret, baseURL: setting.baseUrl },
    user: { additionalFields: { role: { type: 'string', required: true, input: false } } },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    account: {
      // Who begins writes nothing into the database: what must come back is in the cookie, encrypted.
      ...{ storeStateStrategy: 'cookie', updateAccountOnSignIn: false },
      accountLinking: { enabled: false },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    onAPIError: { errorURL: '/' },
    logger: {
      level: 'error',
      log: (_level, message, ...details) => {
        const attempt = attempts.getStore()
        // The library tells the reason of a failed exchange to nobody but its log.
        const failure = exchangeFailure(details[0])
        if (attempt && failure) attempt.problem ??= failure.problem
        setting.onProblem(failure ? `${message}: ${failure.text}` : message)
      },
    },
    advanced: {
      cookiePrefix: 'holdfast',
      useSecureCookies: setting.baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ORIGIN_HEADER] },
    },
    plugins: [genericOAuth({ config: [providerOf(setting, userinfo, attempts)] })],
  })

const providerOf = (
  setting: SignOnSetting,
  userinfo: string | null,
  attempts: AsyncLocalStorage<Attempt>,
): Parameters<typeof genericOAuth>[0]['config'][number] => ({
  providerId: providerIdOf(setting.issuer),
  discoveryUrl: documentUrl(setting.issuer),
  ...{ clientId: setting.clientId, clientSecret: setting.clientSecret, authentication: 'basic' },
  ...{ scopes: ['openid', 'email', 'profile'], pkce: true, requireIdTokenVerification: true },
  ...{ redirectURI: `${setting.baseUrl}${setting.callbackPath}`, disableSignUp: true },
  // Asked once the ID token is verified. Without one the library would believe what the access token opens.
  async getUserInfo({ idToken, accessToken }) {
    const attempt = attempts.getStore()
    if (!attempt || idToken === undefined) return null
    const claims = await readClaims({ idToken, accessToken }, { ...setting, userinfo })
    if (claims === null || attempt.state === 'over') return null
    attempt.state = 'admitting'
    const person = await attempt.admit(claims)
    if (person === null) attempt.problem = 'not-admitted'
    return person && { ...person, sub: String(claims.sub), emailVerified: true }
  },
})

function finished(answer: Response, attempt: Attempt): Finished {
  const cookies = new Headers(answer.headers.getSetCookie().map((line) => ['set-cookie', line]))
  const isIn = cookiesOf(cookies).some(({ name, value }) => name.endsWith('.session_token') && value !== '')
  const location = answer.headers.get('location') ?? '/'
  if (isIn) return { ok: true, cookies, place: location }
  const told = new URL(location, 'http://holdfast').searchParams
  const problem = attempt.problem ?? problemOfCode(told.get('error'))
  return { ok: false, cookies, problem, place: told.get('to') }
}

/** What a provider takes longer for is not waited for. */
async function within<T>(patience: number, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unreachable('it did not answer in time')), patience)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}
