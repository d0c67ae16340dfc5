import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { LoginScreen } from '@/components/entry/login-screen'
import { type PageSearch, saidIn } from '@/lib/api/page-parameters'
import { paths } from '@/lib/api/paths'
import { returnPlace } from '@/lib/api/return-place'
import { entryStanding } from '@/lib/server/accounts/setup'
import { signOnOffer, signOnProblem } from '@/lib/server/accounts/sign-on'
import { answerCode, beginSignOn, signIn } from '../actions'

export const metadata: Metadata = { title: 'Sign in' }

export default async function Page(props: { searchParams: PageSearch }) {
  const said = await saidIn(props.searchParams)
  const place = returnPlace(said('to'))
  const why = said('why')
  const standing = await entryStanding(await headers())
  if (standing === 'not-set-up') redirect(paths.setup())
  if (standing === 'signed-in') redirect(place)
  return (
    <LoginScreen
      to={place}
      elsewhere={standing === 'elsewhere'}
      signOn={signOnOffer()}
      problem={signOnProblem(said('problem'))}
      why={why === 'ended' || why === 'new-password' ? why : null}
      actions={{ signIn, beginSignOn, answerCode }}
    />
  )
}
