import { connection } from 'next/server'
import { type ReactNode, Suspense } from 'react'
import { ScreenSkeleton } from '@/components/shell/screen-skeleton'
import { Shell } from '@/components/shell/shell'
import { queries } from '@/lib/api/queries'
import { readNav } from '@/lib/server/reads/groups'
import { readMe } from '@/lib/server/reads/me'
import { signOut } from '../(entry)/actions'
import { Answered } from './prefetched'

/** Its reads are a door, as those of every page are: where nobody is signed in, they lead to the login. */
export default async function ConsoleLayout(props: { children: ReactNode }) {
  await connection()
  return (
    <Answered
      reads={[
        [queries.me(), readMe],
        [queries.nav(), readNav],
      ]}
    >
      <Shell actions={{ signOut }}>
        <Suspense fallback={<ScreenSkeleton />}>{props.children}</Suspense>
      </Shell>
    </Answered>
  )
}
