import { generateRandomString, hashPassword, verifyPassword } from 'better-auth/crypto'
import { type BetterAuthOptions, betterAuth } from 'better-auth/minimal'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { LEAST_LENGTH, MOST_LENGTH, normalisedPassword } from './password-rules'

/**
 * A session lasts a week from its sign-in and is not made longer by use: it ends by sign-out, by being revoked, or by
 * the calendar. So no read of a page ever writes.
 */
export const SESSION_SECONDS = 7 * 86_400

/** How long somebody who has typed the password may take to type the code. */
const CHALLENGE_SECONDS = 600
const RECOVERY_CODES = 10

/** In this header, and in no other, better-auth finds the address that we know somebody to come from. */
export const ORIGIN_HEADER = 'x-holdfast-origin'

export type AccountsSetting = {
  /** The adapter that storage made for its own client. */
  readonly database: NonNullable<BetterAuthOptions['database']>
  readonly secret: string
  /** Under which address people reach the console. */
  readonly baseUrl: string
  readonly onProblem: (message: string) => void
}

/**
 * better-auth on our own tables: passwords and their hashes, sessions, cookies. Whether somebody may is not asked
 * here, and nobody can sign themselves up. It is called by our own doors only: there is no route to its handler.
 */
export const openAccounts = (setting: AccountsSetting) =>
  betterAuth({
    appName: 'Holdfast',
    database: setting.database,
    secret: setting.secret,
    baseURL: setting.baseUrl,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: LEAST_LENGTH,
      // It counts what was typed, in UTF-16 and before it is normalised, when one sign may be several characters.
      // Whoever has a password that our rules allow must be able to sign in with it.
      maxPasswordLength: 8 * MOST_LENGTH,
      // scrypt runs in the thread pool of Node: the event loop goes on meanwhile.
      password: {
        hash: (password) => hashPassword(normalisedPassword(password)),
        verify: ({ hash, password }) => verifyPassword({ hash, password: normalisedPassword(password) }),
      },
    },
    user: { additionalFields: { role: { type: 'string', required: true, input: false } } },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    plugins: [
      twoFactor({
        issuer: 'Holdfast',
        twoFactorCookieMaxAge: CHALLENGE_SECONDS,
        // Our own throttle counts codes, too.
        accountLockout: { enabled: false },
        backupCodeOptions: { customBackupCodesGenerate: makeRecoveryCodes },
      }),
    ],
    // Our own throttle counts accounts and addresses, and survives a restart.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => setting.onProblem(message) },
    advanced: {
      cookiePrefix: 'holdfast',
      useSecureCookies: setting.baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ORIGIN_HEADER] },
    },
  })

/** "k3jx9-vq2mw": fifty bits each, nothing that depends on the shift key. */
const makeRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => {
    const letters = generateRandomString(10, 'a-z', '0-9')
    return `${letters.slice(0, 5)}-${letters.slice(5)}`
  })

export type Accounts = ReturnType<typeof openAccounts>
