'use client'

import { Progress } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ReasonButton } from '@/components/form/reason-button'
import { Ago } from '@/components/shell/ago'
import { useNow } from '@/components/shell/clock'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { DriftActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { SyncView } from '@/lib/api/views/drifts'
import css from './drift.module.css'

/** When the accounts were looked at, when they will be again, how far a look is, and Check now. */
export function SyncBar(props: { actions: DriftActions }) {
  const { data, error } = useQuery(queries.sync())
  const client = useQueryClient()
  const [asked, setAsked] = useState(false)
  const running = data?.running ?? null
  const check = async () => {
    setAsked(true)
    const result = await props.actions
      .checkNow()
      .catch((failure: unknown) => ({ ok: false, message: errorSentence(failure) }) as const)
    setAsked(false)
    if (!result.ok) return notify.failed(result.message)
    void client.invalidateQueries({ queryKey: queries.sync().queryKey })
  }
  return (
    <section className={css.sync} aria-label="Looks at the account">
      <div className={css.looks} aria-live="polite">
        {running ? (
          <span className={css.running}>
            {running.text}
            <Progress
              size="sm"
              className={css.progress}
              value={running.share === null ? 100 : running.share * 100}
              animated={running.share === null}
              striped={running.share === null}
              aria-label={running.text}
            />
          </span>
        ) : data ? (
          <Rest sync={data} />
        ) : (
          <span className={css.soft}>{error ? errorSentence(error) : 'Reading when it was looked'}</span>
        )}
        {data?.last.map(
          (look) =>
            look.problem !== null && (
              <span key={look.cloud} className={css.problem} role="alert">
                {look.label} could not be asked: {look.problem} What was found before stays.
              </span>
            ),
        )}
      </div>
      <ReasonButton action="checkNow" variant="default" loading={asked} onClick={() => void check()}>
        Check now
      </ReasonButton>
    </section>
  )
}

const nextLook = (seconds: number): string =>
  seconds === 0
    ? 'Next look now'
    : seconds < 100
      ? `Next look in ${seconds} s`
      : `Next look in ${Math.round(seconds / 60)} min`

function Rest({ sync }: { sync: SyncView }) {
  const now = useNow()
  const seconds =
    sync.nextAt === null || now === null
      ? null
      : Math.max(0, Math.round((Date.parse(sync.nextAt) - now) / 1_000))
  if (sync.last.length === 0) return <span className={css.soft}>The accounts were not looked at yet.</span>
  return (
    <>
      {sync.last.map((look) => (
        <span key={look.cloud}>
          {look.label} looked at <Ago at={look.at} /> <span className={css.soft}>({look.tookText})</span>
        </span>
      ))}
      {seconds !== null && <span className={css.soft}>{nextLook(seconds)}</span>}
    </>
  )
}
