'use client'

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { AccountActions } from '@/lib/api/actions'
import css from './entry.module.css'
import { LOST } from './use-entry-form'

/** Leads to the provider, which leads back to `to`. `problem`: why the last time came to nothing. */
export function SignOnButton(props: {
  to: string
  provider: string
  problem: string | null
  begin: AccountActions['beginSignOn']
}) {
  const [problem, setProblem] = useState(props.problem)
  const [busy, setBusy] = useState(false)
  const begin = async () => {
    setBusy(true)
    setProblem(null)
    const answer = await props.begin(props.to).catch(() => null)
    if (answer?.ok) return window.location.assign(answer.value.url)
    setBusy(false)
    setProblem(answer?.message ?? LOST)
  }
  return (
    <div className={css.form}>
      {problem !== null && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <Button onClick={begin} loading={busy}>
        Sign in with {props.provider}
      </Button>
    </div>
  )
}
