import { parseCookies, parseSetCookieHeader } from 'better-auth/cookies'

/** A cookie that the library wants the browser to keep, or to forget (`maxAge` 0). */
export type Cookie = {
  readonly name: string
  readonly value: string
  readonly maxAge: number | undefined
  readonly secure: boolean
}

/** None of ours is for scripts, and none goes along with what another site begins, but for following a link. */
export const COOKIE_RULES = { httpOnly: true, sameSite: 'lax', path: '/' } as const

export function cookiesOf(headers: Headers): Cookie[] {
  return headers.getSetCookie().flatMap((line) =>
    [...parseSetCookieHeader(line)].map(([name, cookie]) => ({
      name,
      value: cookie.value,
      maxAge: cookie['max-age'],
      secure: cookie.secure === true,
    })),
  )
}

/**
 * Whether the browser that sends these cookies began a sign-on here: the library's encrypted state is among them. It is
 * Lax, so what another site loads in the background comes without it. Whether it is genuine the library says.
 */
export function beganSignOn(header: string): boolean {
  const sent = parseCookies(header)
  return ['', '__Secure-'].some((prefix) => (sent.get(`${prefix}holdfast.oauth_state`) ?? '') !== '')
}
