import { headers } from 'next/headers'
import { z } from 'zod'
import { changeAccounts } from '@/lib/allocation/change-accounts'
import { recordEvent } from '@/lib/allocation/record-event'
import type { ActionResult } from '@/lib/api/action-result'
import { paths } from '@/lib/api/paths'
import { returnPlace } from '@/lib/api/return-place'
import { passedOn } from '@/lib/api/route-parameters'
import { beganSignOn } from '@/lib/auth/cookies'
import { providerIdOf } from '@/lib/auth/provider-document'
import type { Claims } from '@/lib/auth/sign-on-roles'
import type { Finished } from '@/lib/auth/single-sign-on'
import type { SignOnProblem } from '@/lib/domain/account-refusal'
import { refuse } from '@/lib/domain/result'
import { accountBook, consoleUrl } from '@/lib/server/accounts/accounts'
import { type Admitted, admitPerson, type Gate } from '@/lib/server/accounts/admit-person'
import { keepCookies } from '@/lib/server/accounts/keep-cookies'
import { endOldestSessions } from '@/lib/server/accounts/most-sessions'
import { tellRefusedSignIn } from '@/lib/server/accounts/refused-sign-ins'
import { sessionsMoved } from '@/lib/server/accounts/sessions'
import { countAttempt, takeAttemptBack } from '@/lib/server/accounts/sign-in-throttle'
import { openSignOn, signOnOffer } from '@/lib/server/accounts/sign-on'
import { requestFacts } from '@/lib/server/asking'
import { type Holdfast, holdfast, newId, nowIso } from '@/lib/server/compose'
import { env } from '@/lib/server/env'
import { NotFound } from '@/lib/server/reads/groups'
import { act } from './action'

/** The way to the provider: where the browser goes, and the cookie with which it must come back. */
export function beginSignOn(to: unknown): Promise<ActionResult<{ url: string }>> {
  return act(z.string().max(4_000), to, async (_hold, place) => {
    const offer = signOnOffer()
    if (!offer) return refuse({ kind: 'no-sign-on' })
    if (!(await (await accountBook()).isSetUp())) return refuse({ kind: 'not-set-up' })
    // The cookie would be left at this address, and nobody comes back to it.
    const url = consoleUrl()
    if ((await headers()).get('origin') !== new URL(url).origin)
      return refuse({ kind: 'sign-on-elsewhere', url })
    const signOn = await openSignOn()
    if (!signOn) return refuse({ kind: 'sign-on-failed', problem: 'unreachable', provider: offer.provider })
    const begun = await signOn.begin(returnPlace(place))
    await keepCookies(begun.cookies)
    return { ok: true, value: { url: begun.url } }
  })
}

/** The way back: into the console, to where one was going, or to the login page with a sentence. */
export async function finishSignOn(request: Request): Promise<Response> {
  if (!signOnOffer()) throw new NotFound('This Holdfast knows no single sign-on.')
  const cookie = request.headers.get('cookie') ?? ''
  // Every page of the web can make a browser come here, as an image: that is not held against where it comes from.
  if (!beganSignOn(cookie)) return leadTo(paths.login(returnPlace(null), 'over'))
  const signOn = await openSignOn()
  if (!signOn) return leadTo(paths.login(undefined, 'unreachable'))
  const hold = await holdfast()
  const origin = requestFacts()?.origin ?? 'unknown'
  // As with passwords: whoever fails again and again neither asks the provider for us nor fills the log.
  const attempt = { email: null, origin }
  if (await countAttempt(attempt)) {
    tellRefusedSignIn(hold, { person: null, origin }, 'It failed too often before.')
    return leadTo(paths.login(undefined, 'must-wait'))
  }
  const gate = await openGate(hold)
  let admitted: Admitted | null = null
  const admit = async (claims: Claims) => {
    admitted = await admitPerson(gate, claims, origin)
    return admitted.ok ? admitted.person : null
  }
  const query = passedOn('signOnCallback', request)
  const finished = await signOn.finish(
    query,
    cookie,
    { origin, userAgent: request.headers.get('user-agent') },
    admit,
  )
  const problem = await tell(hold, finished, admitted, origin)
  if (problem === null || (OURS.has(problem) && !query.has('error'))) await takeAttemptBack(attempt)
  if (finished.ok && admitted !== null) await tidySessions(hold, admitted, origin)
  const place = returnPlace(finished.place)
  return leadTo(problem === null ? place : paths.login(place, problem), finished.cookies)
}

async function tidySessions(hold: Holdfast, admitted: Admitted, origin: string): Promise<void> {
  if (admitted.ok) await endOldestSessions(hold, await accountBook(), admitted.person, origin)
}

/** What is not the fault of whoever comes back; what they merely say of the provider counts against them. */
const OURS: ReadonlySet<SignOnProblem> = new Set(['unreachable', 'not-accepted'])

/** The log learns who came in, or why nobody did; what changed by it was told with it. Answers why nobody came in, null where somebody did. */
async function tell(
  hold: Holdfast,
  finished: Finished,
  admitted: Admitted | null,
  origin: string,
): Promise<SignOnProblem | null> {
  if (admitted && (admitted.ok ? admitted.told.length > 0 : admitted.takenOut)) sessionsMoved()
  if (finished.ok) {
    if (admitted?.ok) await recordEvent(hold.engine.allocation, admitted.signedIn)
    return null
  }
  if (admitted && !admitted.ok) {
    const { person, why, kept } = admitted
    const whose = { person: person && { id: person.id, name: person.name }, origin }
    tellRefusedSignIn(hold, whose, kept ? `${REFUSED[why]} ${KEPT}` : REFUSED[why])
    return why
  }
  const { problem } = finished
  if (problem === 'unverifiable')
    tellRefusedSignIn(hold, { person: null, origin }, 'What the provider answered could not be verified.')
  return problem === 'not-admitted' ? 'provider-error' : problem
}

const REFUSED: Readonly<Record<Extract<Admitted, { ok: false }>['why'], string>> = {
  'no-role': 'The provider gives them no role.',
  'unverified-email': 'The provider has not verified their e-mail.',
  'linked-elsewhere': 'Their e-mail belongs to somebody who is another person at the provider.',
  'unknown-person': 'The provider knows them, and nobody has let them in here.',
  'no-room': 'There are as many people as there can be.',
}

const KEPT = 'They keep their sessions and tokens all the same: there is no other admin.'

async function openGate({ engine }: Holdfast): Promise<Gate> {
  const { oidc } = env()
  if (!oidc) throw new Error('There is no single sign-on')
  const { rows } = await accountBook()
  const { issuer, name, roles } = oidc
  return {
    rows,
    providerId: providerIdOf(issuer),
    provider: name,
    roles,
    change: (decide) => changeAccounts(engine.allocation, decide),
    now: nowIso,
    newId: () => newId(32),
  }
}

/** Not in a cache, and as another request: what it answers with a cookie is for one browser, once. */
function leadTo(place: string, cookies = new Headers()): Response {
  const answer = new Headers({ location: place, 'cache-control': 'no-store' })
  for (const cookie of cookies.getSetCookie()) answer.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers: answer })
}
