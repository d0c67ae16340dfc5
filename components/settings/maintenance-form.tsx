'use client'

import { useMounted } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ReasonButton } from '@/components/form/reason-button'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { SettingsActions } from '@/lib/api/actions'
import { READ_ONLY_MEANS, readOnlySentence } from '@/lib/api/maintenance-messages'
import { queries } from '@/lib/api/queries'
import css from './settings.module.css'

/** The switch between making changes and making none. `startedAt`: Holdfast was started read-only, which stays so. */
export function MaintenanceForm(props: { startedAt: string | null; actions: SettingsActions }) {
  const { data: nav } = useQuery(queries.nav())
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const isReady = useMounted()
  const readOnly = nav?.readOnly ?? null
  const isFixed = props.startedAt !== null

  const switchTo = async (on: boolean) => {
    setBusy(true)
    const result = await props.actions
      .switchMaintenance({ on })
      .catch((error: unknown) => ({ ok: false, message: errorSentence(error) }) as const)
    setBusy(false)
    if (!result.ok) notify.failed(result.message)
    else if (result.message) notify.done(result.message)
    await client.invalidateQueries({ queryKey: queries.nav().queryKey })
  }

  return (
    <div className={css.form}>
      <p className={css.lead}>{readOnly ? readOnlySentence(readOnly) : 'Changes are made.'}</p>
      <p className={css.lead}>{READ_ONLY_MEANS}</p>
      <div className={css.foot}>
        <ReasonButton
          action="switchMaintenance"
          variant={readOnly ? 'filled' : 'default'}
          loading={busy}
          disabled={!isReady}
          reason={isFixed ? 'It was started so: start it without HOLDFAST_READ_ONLY.' : null}
          onClick={() => void switchTo(readOnly === null)}
        >
          {readOnly ? 'End maintenance' : 'Make Holdfast read-only'}
        </ReasonButton>
      </div>
    </div>
  )
}
