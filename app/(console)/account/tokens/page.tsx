import { connection } from 'next/server'
import { TokensScreen } from '@/components/account/tokens'
import { queries } from '@/lib/api/queries'
import { readTokens } from '@/lib/server/reads/tokens'
import { Prefetched } from '../../prefetched'
import * as actions from './actions'

export const metadata = { title: 'API tokens' }

export default async function Page() {
  await connection()
  return (
    <Prefetched reads={[[queries.tokens(), () => readTokens()]]}>
      <TokensScreen actions={{ ...actions }} />
    </Prefetched>
  )
}
