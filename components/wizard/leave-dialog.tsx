'use client'

import { Button, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { departureOf } from '@/components/shell/departure'
import { useFollow } from '@/components/shell/lost-connection'
import { isSignedOut } from '@/components/shell/signed-out'
import css from './wizard.module.css'

/**
 * Asks before the wizard is left with something unsaved. The browser asks for a closed tab or a reload; links within
 * the console are caught here, before the router sees them.
 */
export function LeaveGuard(props: {
  isUnsaved: () => boolean
  save: () => Promise<void>
  /** Stops saving for good: what is unsaved is given up. */
  abandon: () => void
}) {
  const { isUnsaved, save, abandon } = props
  const follow = useFollow()
  const [leaving, setLeaving] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)

  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (isUnsaved() && !isSignedOut()) event.preventDefault()
    }
    // On the window and while capturing: React listens on the document, so this comes first.
    const onClick = (event: MouseEvent) => {
      const to = departureOf(event, window.location.href)
      if (to === null || !isUnsaved()) return
      event.preventDefault()
      event.stopPropagation()
      setLeaving(to)
    }
    window.addEventListener('beforeunload', onUnload)
    window.addEventListener('click', onClick, true)
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      window.removeEventListener('click', onClick, true)
    }
  }, [isUnsaved])

  const leave = async (saved: boolean) => {
    const to = leaving
    if (to === null) return
    if (saved) {
      setSaving(true)
      await save()
      setSaving(false)
      // Could not be saved: the footer says why, and nothing is lost by staying.
      if (isUnsaved()) return setLeaving(null)
    }
    setLeaving(null)
    // Given up only when the page is really left: while the server is away it stays, and goes on saving.
    await follow(to, saved ? undefined : abandon)
  }

  return (
    <Modal
      opened={leaving !== null}
      onClose={() => setLeaving(null)}
      title="Leave the wizard?"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={css.dialogText}>Your last changes are not saved in the draft yet.</p>
      <div className={css.dialogFoot}>
        <Button variant="subtle" color="gray" onClick={() => void leave(false)} disabled={saving}>
          Leave without saving
        </Button>
        <Button variant="default" onClick={() => setLeaving(null)} disabled={saving}>
          Stay
        </Button>
        <Button data-autofocus onClick={() => void leave(true)} loading={saving}>
          Save draft and leave
        </Button>
      </div>
    </Modal>
  )
}
