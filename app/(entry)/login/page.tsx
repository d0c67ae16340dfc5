import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { LoginScreen } from '@/components/entry/login-screen'
import { paths } from '@/lib/api/paths'
import { returnPlace } from '@/lib/api/return-place'
import { entryStanding } from '@/lib/server/accounts/setup'
import { signOnOffer, signOnProblem } from '@/lib/server/accounts/sign-on'
import { answerCode, beginSignOn, signIn } from '../actions'

export const metadata: Metadata = { title: 'Sign in' }

export default async function Page(props: {
  searchParams: Promise<{ readonly [name in 'to' | 'problem' | 'why']?: string | string[] }>
}) {
  const { to, problem, why } = await props.searchParams
  const place = returnPlace([to].flat()[0])
  const standing = await entryStanding(await headers())
  if (standing === 'not-set-up') redirect(paths.setup())
  if (standing === 'signed-in') redirect(place)
  return (
    <LoginScreen
      to={place}
      elsewhere={standing === 'elsewhere'}
      signOn={signOnOffer()}
      problem={signOnProblem([problem].flat()[0])}
      why={why === 'ended' || why === 'new-password' ? why : null}
      actions={{ signIn, beginSignOn, answerCode }}
    />
  )
}
