import { makeLink } from '@/lib/server/accounts/access-links'
import { accountBook } from '@/lib/server/accounts/accounts'
import { newId } from '@/lib/server/compose'
import { become } from '../door-events/asking-browser'
import { beginFactor, enter, newAdmin, newcomer, PASSWORD, sessionOf, tokenOf, turnFactorOn } from './people'

/* What each action about accounts takes; who asks is in the browser afterwards. */

const NEXT_PASSWORD = 'another walk along the shore'
const password = { present: PASSWORD }

async function withAdmin<T>(of: (me: Awaited<ReturnType<typeof newAdmin>>) => Promise<T> | T): Promise<T> {
  return of(await newAdmin())
}

/** About somebody who is signed in elsewhere, asked by an admin. */
async function ofSomebody(): Promise<{ id: string; session: string }> {
  const other = await newcomer()
  await enter(other)
  const session = await sessionOf(other)
  await newAdmin()
  return { id: other.id, session }
}

async function withFactor<T>(of: (recoveryCodes: readonly string[]) => T): Promise<T> {
  await newAdmin()
  return of(await turnFactorOn())
}

const invitation = async () => {
  const email = `${newId(16)}@example.org`
  return makeLink({ kind: 'invitation', subject: email, details: { email, role: 'viewer' } })
}

export const PEOPLE_SAMPLES: Readonly<Record<string, () => Promise<readonly unknown[]>>> = {
  setUp: async () => {
    const token = await makeLink({ kind: 'setup' })
    return [{ token, name: 'Ada', email: 'ada@example.org', password: PASSWORD }]
  },
  signIn: async () => {
    await newAdmin()
    const { email } = await newcomer()
    become()
    return [{ email, password: PASSWORD }]
  },
  beginSignOn: () => withAdmin(() => ['/subnets?q=10.0.1']),
  signOut: () => withAdmin(() => []),
  answerCode: async () => {
    const me = await newAdmin()
    const [code] = await turnFactorOn()
    await enter(me)
    return [{ code }]
  },
  acceptInvitation: async () => {
    await newAdmin()
    become()
    return [{ token: await invitation(), name: 'Eve', password: PASSWORD }]
  },
  setNewPassword: async () => {
    const { id } = await newAdmin()
    become()
    return [{ token: await makeLink({ kind: 'reset', subject: id }), password: NEXT_PASSWORD }]
  },
  changePassword: () => withAdmin(() => [{ ...password, password: NEXT_PASSWORD }]),
  endSession: () => withAdmin(async (me) => [await sessionOf(me)]),
  signOutEverywhere: () => withAdmin(() => []),
  beginFactor: () => withAdmin(() => [password]),
  confirmFactor: () => withAdmin(async () => [{ code: (await beginFactor()).code }]),
  endFactor: () => withFactor(() => [password]),
  renewRecoveryCodes: () => withFactor(() => [password]),
  changeRole: async () => [(await ofSomebody()).id, 'operator'],
  removePerson: async () => [(await ofSomebody()).id],
  makeResetLink: async () => [(await ofSomebody()).id],
  resetFactor: async () => [(await ofSomebody()).id],
  endSessionOf: async () => Object.values(await ofSomebody()),
  endSessionsOf: async () => [(await ofSomebody()).id],
  invite: () => withAdmin(() => [{ email: 'eve@example.org', role: 'viewer' }]),
  revokeInvitation: () =>
    withAdmin(async () => {
      await invitation()
      const { rows } = await accountBook()
      return [(await rows.linksOf('invitation'))[0]?.id]
    }),
  makeToken: () => withAdmin(() => [{ name: 'dashboard', role: 'viewer', days: 30 }]),
  revokeToken: () => withAdmin(async (me) => [await tokenOf(me)]),
}

/** Routes that tell of accounts. */
const PEOPLE_ROUTES: ReadonlySet<string> = new Set([
  'GET /api/account',
  'GET /api/accounts',
  'GET /api/accounts/[personId]',
  'GET /api/sign-on/callback',
  'GET /api/tokens',
])

/** Whether this door is asked by somebody who signed in. */
export const isAboutPeople = (door: string): boolean => door in PEOPLE_SAMPLES || PEOPLE_ROUTES.has(door)
