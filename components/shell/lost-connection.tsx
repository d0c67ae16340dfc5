'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect } from 'react'
import { apiPaths } from '@/lib/api/paths'
import { departureOf } from './departure'
import { useLive } from './live'
import { notify } from './notify'
import css from './shell.module.css'

/** A break that mends itself sooner is not worth moving the page for. */
const WORTH_SAYING_MS = 1_500
const ANSWER_MS = 3_000

/**
 * To another page. While the server is away that would end on the browser's own error page, which never comes back by
 * itself: so then the server is asked first, and the page stays where there is no answer. `leaving` is called when the
 * page is left.
 */
export function useFollow(): (to: string, leaving?: () => void) => Promise<void> {
  const router = useRouter()
  const lost = useLive().state === 'reconnecting'
  return useCallback(
    async (to, leaving) => {
      if (!lost || (await answers())) {
        leaving?.()
        router.push(to)
      } else notify.failed('Holdfast does not answer', 'This page stays until it does. Then try again.')
    },
    [lost, router],
  )
}

/** Says that what is shown may be out of date, and keeps it: links are followed only if the server answers. */
export function LostConnection() {
  const lost = useLive().state === 'reconnecting'
  const [lostLong] = useDebouncedValue(lost, WORTH_SAYING_MS)
  const shown = lost && lostLong
  const follow = useFollow()

  useEffect(() => {
    if (!lost) return
    const onClick = (event: MouseEvent) => {
      const to = departureOf(event, window.location.href)
      if (to === null) return
      event.preventDefault()
      event.stopPropagation()
      void follow(to)
    }
    // On the window and while capturing: React listens on the document, so this comes first.
    window.addEventListener('click', onClick, true)
    return () => window.removeEventListener('click', onClick, true)
  }, [lost, follow])

  return (
    <div role="status" className={css.lost} data-shown={shown || undefined}>
      {shown &&
        'The connection to Holdfast is lost. What you see stays, and is brought up to date when it is back.'}
    </div>
  )
}

/** Whether the server answers at all; what it answers does not matter. */
const answers = (): Promise<boolean> =>
  fetch(apiPaths.health(), { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_MS) }).then(
    () => true,
    () => false,
  )
