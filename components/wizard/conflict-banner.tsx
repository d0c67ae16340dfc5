'use client'

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { SaveState } from './autosave'
import css from './wizard.module.css'

/** Two tabs have the same draft open and both typed: a person decides which version goes on. */
export function ConflictBanner(props: {
  state: SaveState
  settle: (whose: 'mine' | 'theirs') => Promise<string | null>
}) {
  const [busy, setBusy] = useState<'mine' | 'theirs' | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  if (props.state.kind !== 'conflict' && busy === null) return null
  const choose = async (whose: 'mine' | 'theirs') => {
    setBusy(whose)
    setFailed(await props.settle(whose))
    setBusy(null)
  }
  return (
    <div className={css.banner} role="alert">
      <span className={css.bannerText}>
        This draft was changed in another tab. What you typed here is still here, but not saved.
        {failed && <span className={css.bannerFailed}> {failed}</span>}
      </span>
      <Button variant="default" size="xs" loading={busy === 'theirs'} onClick={() => void choose('theirs')}>
        Load that version
      </Button>
      <Button size="xs" loading={busy === 'mine'} onClick={() => void choose('mine')}>
        Keep mine
      </Button>
    </div>
  )
}
