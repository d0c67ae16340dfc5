'use client'

import { Progress } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ReasonButton } from '@/components/form/reason-button'
import { errorSentence } from '@/components/shell/states'
import type { DrillActions } from '@/lib/api/actions'
import { durationText } from '@/lib/api/drill-messages'
import { queries } from '@/lib/api/queries'
import type { DrillRowView } from '@/lib/api/views/drills'
import css from './drills.module.css'

/** How far it is, and the way to end it. */
export function DrillPlaying(props: { row: DrillRowView; actions: DrillActions }) {
  const { row, actions } = props
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { seconds, of, dark } = row.progress ?? { seconds: 0, of: 1, dark: 0 }
  const cancel = async () => {
    setBusy(true)
    const result = await actions
      .cancelDrill(row.id)
      .catch((error: unknown) => ({ ok: false, message: errorSentence(error) }) as const)
    setBusy(false)
    if (!result.ok) setProblem(result.message)
    await client.invalidateQueries({ queryKey: queries.drill(row.id).queryKey })
  }
  return (
    <section className={css.playing} role="status" aria-label="Being played">
      <p>
        {durationText(seconds)} of at most {durationText(of)} are played; {dark.toLocaleString('en')} dark
        now.
      </p>
      <Progress size="sm" value={(seconds / of) * 100} aria-label="Simulated time" />
      {problem !== null && <p className={css.problem}>{problem}</p>}
      <div>
        <ReasonButton action="cancelDrill" variant="default" loading={busy} onClick={() => void cancel()}>
          Cancel drill
        </ReasonButton>
      </div>
    </section>
  )
}
