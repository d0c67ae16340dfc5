import { cookies, headers } from 'next/headers'
import { COOKIE_RULES, cookiesOf } from '@/lib/auth/cookies'

/** Gives the browser the cookies of an answer of the library; from server actions only. */
export async function keepCookies(answer: Headers): Promise<void> {
  const [jar, sent] = [await cookies(), await headers()]
  // A proxy may speak TLS without anybody having said so in the settings; the browser's own Origin tells.
  const overTls = sent.get('origin')?.startsWith('https:') === true
  for (const { name, value, maxAge, secure } of cookiesOf(answer))
    jar.set(name, value, {
      ...COOKIE_RULES,
      secure: secure || overTls,
      ...(maxAge === undefined ? {} : { maxAge }),
    })
}
