import { refusalSentence } from '@/lib/api/messages'
import { paths } from '@/lib/api/paths'
import type { SingleSignOn } from '@/lib/auth/single-sign-on'
import { SIGN_ON_PROBLEMS } from '@/lib/domain/account-refusal'
import { env } from '@/lib/server/env'
import { log } from '@/lib/server/monitoring/log'
import { accountBook, consoleUrl } from './accounts'

/** Milliseconds that a provider gets to answer: longer than it ever takes, shorter than somebody waits. */
const PATIENCE = 10_000

const KEY = Symbol.for('holdfast.sign-on')
type Shared = { [KEY]?: Promise<SingleSignOn | null> }

/** What the login page says of it; null where there is none. */
export function signOnOffer(): { readonly provider: string; readonly only: boolean } | null {
  const { oidc, open } = env()
  return oidc && !open ? { provider: oidc.name, only: oidc.only } : null
}

/** Why nothing is done with passwords; null where people sign in with them, too. */
export function passwordsOff(): { readonly kind: 'passwords-off'; readonly provider: string } | null {
  const offer = signOnOffer()
  return offer?.only ? { kind: 'passwords-off', provider: offer.provider } : null
}

/** The sentence to the word with which somebody is led back to the login page; words that are not ours say nothing. */
export function signOnProblem(word: string | undefined): string | null {
  const problem = SIGN_ON_PROBLEMS.find((one) => one === word)
  const offer = signOnOffer()
  if (!problem || !offer) return null
  return refusalSentence({ kind: 'sign-on-failed', problem, provider: offer.provider })
}

/**
 * The provider as the first who wanted it found it; null where it does not answer now. It is asked again by the next
 * who wants it, and by one at a time, however many want it.
 */
export function openSignOn(): Promise<SingleSignOn | null> {
  const shared = globalThis as Shared
  shared[KEY] ??= open().then((found) => {
    if (found === null) delete shared[KEY]
    return found
  })
  shared[KEY].catch(() => delete shared[KEY])
  return shared[KEY]
}

async function open(): Promise<SingleSignOn | null> {
  const { oidc } = env()
  if (!oidc) return null
  const [{ openSingleSignOn }, { Unreachable }, { rows, secret }] = await Promise.all([
    import('@/lib/auth/single-sign-on'),
    import('@/lib/auth/provider-document'),
    accountBook(),
  ])
  const onProblem = (message: string) => log().warn(`single sign-on: ${message}`)
  try {
    return await openSingleSignOn({
      ...{ database: rows.database, secret, baseUrl: consoleUrl(), callbackPath: paths.signOnCallback() },
      ...{ issuer: oidc.issuer, clientId: oidc.clientId, clientSecret: oidc.clientSecret },
      ...{ wanted: oidc.roles?.claim ?? null, patience: PATIENCE, onProblem },
    })
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    onProblem(`the provider cannot be used: ${error.message}`)
    return null
  }
}
