import { connection } from 'next/server'
import { HeldScreen } from '@/components/held/held-screen'
import { HELD_TITLE } from '@/components/held/held-words'
import { queries } from '@/lib/api/queries'
import { readHeld } from '@/lib/server/reads/held'
import { applyHeld, callOff, planHeld, tryNow } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: HELD_TITLE }

export default async function Page() {
  await connection()
  return (
    <Prefetched reads={[[queries.held(), (hold) => readHeld(hold)]]}>
      <HeldScreen actions={{ planHeld, applyHeld, tryNow, callOff }} />
    </Prefetched>
  )
}
