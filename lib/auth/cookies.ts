import { parseSetCookieHeader } from 'better-auth/cookies'

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
