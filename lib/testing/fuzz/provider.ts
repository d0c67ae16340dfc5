import { paths } from '@/lib/api/paths'
import { cookiesOf } from '@/lib/auth/cookies'
import { openSignOn } from '@/lib/server/accounts/sign-on'
import { CLIENT, type LoopbackProvider, signInAt, startLoopbackProvider } from '../loopback-provider'
import { HOST } from './call-door'
import { newAdmin } from './people'
import type { Asked } from './route-samples'

/* The doors of single sign-on lead somewhere only where there is a provider: a real one, on loopback. */

const DOORS: ReadonlySet<string> = new Set(['beginSignOn', 'GET /api/sign-on/callback'])

let running: Promise<LoopbackProvider> | null = null

/** From now on Holdfast knows a provider, where this door is about it, and none elsewhere. */
export async function knowProvider(door: string): Promise<void> {
  if (!DOORS.has(door)) {
    delete process.env.HOLDFAST_OIDC_ISSUER
    delete process.env.HOLDFAST_OIDC_CLIENT_ID
    delete process.env.HOLDFAST_OIDC_CLIENT_SECRET
    return
  }
  running ??= startLoopbackProvider(`http://${HOST}${paths.signOnCallback()}`)
  process.env.HOLDFAST_OIDC_ISSUER = (await running).issuer
  process.env.HOLDFAST_OIDC_CLIENT_ID = CLIENT.id
  process.env.HOLDFAST_OIDC_CLIENT_SECRET = CLIENT.secret
}

export async function endProvider(): Promise<void> {
  await (await running)?.close()
  running = null
}

/** What the browser of somebody asks who comes back from there and may come in; where there is none, of anybody. */
export async function comingBack(): Promise<Asked> {
  const [provider, signOn] = [await running, await openSignOn()]
  if (!provider || !signOn) return { query: { error: 'access_denied' } }
  const { id, email } = await newAdmin()
  provider.people.clear()
  provider.people.set(id, { email, email_verified: true })
  const { url, cookies } = await signOn.begin('/groups')
  const back = await signInAt(url, id)
  const cookie = cookiesOf(cookies).map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
  return { query: Object.fromEntries(back.searchParams), headers: { cookie: cookie.join('; ') } }
}
