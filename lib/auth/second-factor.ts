import type { Accounts } from './accounts'
import { cookiesOf } from './cookies'
import { type From, headersFrom, isRefusal } from './sign-in'

/*
 * A code of an app as a second factor (TOTP, RFC 6238), and codes on paper for the day on which the app is lost:
 *
 *   off ──password──▶ begun (a secret, ten recovery codes) ──first code──▶ on ──password──▶ off
 *
 *   signing in: password ──▶ challenge, ten minutes, five codes ──code of the app, or one of the paper──▶ session
 */
const CHALLENGE = /(?:^|;\s*)((?:__Secure-)?holdfast\.two_factor=([^;]+))/

/** Whether what was answered to a password asks for a code instead of giving a session. */
export const asksForCode = (answer: Headers): boolean =>
  cookiesOf(answer).some(({ name, value }) => name.endsWith('holdfast.two_factor') && value !== '')

/** The challenge that a browser's cookies name: the cookie by itself, and what the library keeps it under. */
export function challengeOf(cookies: string): { cookie: string; identifier: string } | null {
  const found = CHALLENGE.exec(cookies)
  const [cookie, value] = [found?.[1], found?.[2]]
  if (cookie === undefined || value === undefined) return null
  return { cookie, identifier: (value.split('.')[0] ?? '').replace(/%2E.*$/i, '') }
}

/** How a code is taken that somebody typed: the six digits of the app, or a recovery code; null where it is neither. */
export function readCode(typed: string): { kind: 'app' | 'recovery'; code: string } | null {
  const plain = typed.replace(/[\s-]/g, '').toLowerCase()
  if (/^\d{6}$/.test(plain)) return { kind: 'app', code: plain }
  if (/^[a-z0-9]{10}$/.test(plain))
    return { kind: 'recovery', code: `${plain.slice(0, 5)}-${plain.slice(5)}` }
  return null
}

/** `over`: the password has to be typed again. */
export async function answerChallenge(
  auth: Accounts,
  challenge: string,
  { kind, code }: { kind: 'app' | 'recovery'; code: string },
  from: From,
): Promise<Headers | 'wrong' | 'over'> {
  const call = { body: { code }, headers: headersFrom(from, challenge), returnHeaders: true } as const
  try {
    const { headers } =
      kind === 'app' ? await auth.api.verifyTOTP(call) : await auth.api.verifyBackupCode(call)
    return headers
  } catch (error) {
    if (!isRefusal(error)) throw error
    return WRONG.has(codeOf(error)) ? 'wrong' : 'over'
  }
}

const WRONG: ReadonlySet<string> = new Set(['INVALID_CODE', 'INVALID_BACKUP_CODE'])

const codeOf = (error: unknown): string => {
  const { body } = error as { body?: { code?: unknown } }
  return typeof body?.code === 'string' ? body.code : ''
}

/** A new secret, which counts once a first code of it was typed. `cookie` is that of the session. */
export async function beginFactor(
  auth: Accounts,
  cookie: string,
  password: string,
): Promise<{ uri: string; recoveryCodes: readonly string[] } | null> {
  const begun = await unlessRefused(() =>
    auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: new Headers({ cookie }) }),
  )
  return begun?.method === 'totp' ? { uri: begun.totpURI, recoveryCodes: begun.backupCodes } : null
}

/** The headers of the session that takes the place of this one; null where the code is wrong. */
export async function confirmFactor(
  auth: Accounts,
  cookie: string,
  code: string,
  from: From,
): Promise<Headers | null> {
  const call = { body: { code }, headers: headersFrom(from, cookie), returnHeaders: true } as const
  return (await unlessRefused(() => auth.api.verifyTOTP(call)))?.headers ?? null
}

/** Those before it open nothing any more. */
export async function renewRecoveryCodes(
  auth: Accounts,
  cookie: string,
  password: string,
): Promise<readonly string[] | null> {
  const call = { body: { password }, headers: new Headers({ cookie }) }
  return (await unlessRefused(() => auth.api.generateBackupCodes(call)))?.backupCodes ?? null
}

export const recoveryCodesLeft = async (auth: Accounts, personId: string): Promise<number> =>
  (await unlessRefused(() => auth.api.viewBackupCodes({ body: { userId: personId } })))?.backupCodes.length ??
  0

async function unlessRefused<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call()
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}

/** No code is right for longer, the clock of a phone being half a minute off either way. */
export const CODE_MS = 120_000
