'use client'

import { Radio, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { LedgerActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { LedgerView } from '@/lib/api/views/ledger'
import css from './ledger.module.css'

/** Events are kept for ever, or for some days. What is removed leaves an anchor, and does not come back. */
export function RetentionPart(props: { ledger: LedgerView; actions: LedgerActions }) {
  const { keepEventsDays: stored } = props.ledger
  const client = useQueryClient()
  const [days, setDays] = useState(stored === null ? '' : String(stored))
  const [forEver, setForEver] = useState(stored === null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const wanted = forEver ? null : days.trim()
  const isSame = wanted === null ? stored === null : wanted === String(stored)
  const save = async () => {
    setBusy(true)
    setProblem(null)
    const result = await props.actions
      .changeSettings({ values: { keepEventsDays: wanted }, seen: { keepEventsDays: stored } })
      .catch((failure: unknown) => ({ ok: false, message: errorSentence(failure), fields: [] }) as const)
    setBusy(false)
    if (!result.ok) return setProblem(result.fields[0]?.message ?? result.message)
    notify.done(wanted === null ? 'Events are kept for ever.' : `Events are kept for ${wanted} days.`)
    await client.invalidateQueries({ queryKey: queries.ledger().queryKey })
  }
  return (
    <div className={css.form}>
      <Radio.Group
        aria-label="How long events are kept"
        value={forEver ? 'ever' : 'days'}
        onChange={(value) => setForEver(value === 'ever')}
      >
        <div className={css.choices}>
          <Radio value="ever" label="For ever" />
          <Radio value="days" label="For some days" />
        </div>
      </Radio.Group>
      {!forEver && (
        <TextInput
          label="Days"
          description="From 7 to 36,500. Older events go as soon as this is saved, and then once a day."
          inputMode="numeric"
          autoComplete="off"
          className={css.number}
          value={days}
          error={problem}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
      )}
      <Problem text={forEver ? problem : null} quiet />
      <div className={css.buttons}>
        <ReasonButton
          action="changeSettings"
          variant="default"
          loading={busy}
          reason={isSame ? 'That is how it is now.' : null}
          onClick={() => void save()}
        >
          {forEver ? 'Keep for ever' : 'Save and remove what is older'}
        </ReasonButton>
        {isSame && <span className={css.soft}>That is how it is now.</span>}
      </div>
      <p className={css.hint}>
        What is removed leaves its last hash, its number and the day, from which the chain is followed on. How
        everything stands and who held an address stays; moments before that cannot be looked at any more, and
        the page says so.
      </p>
    </div>
  )
}
