'use client'

import { Checkbox } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useActionReason } from '@/components/shell/action-reason'
import { notify } from '@/components/shell/notify'
import { Bone, ErrorState, errorSentence } from '@/components/shell/states'
import type { SettingsActions } from '@/lib/api/actions'
import { DRIFT_TITLES } from '@/lib/api/drift-messages'
import { queries } from '@/lib/api/queries'
import { SAFE_KINDS, type SafeDriftKind } from '@/lib/domain/drift'
import css from './settings.module.css'

const MEANS: Record<SafeDriftKind, string> = {
  'interface-deleted':
    'Under a running machine: the interface is made again with the same address, and the machine replaced. A paused instance gets its interface back in any case.',
  'public-ip-disassociated': 'The same one is associated again, if nobody else has it.',
  'unknown-interface':
    'One with the tag and address of a paused instance that has none is recorded as its own.',
}

/** Which kinds of drift are put right without asking. Each is stored when it is chosen. */
export function RepairForm(props: { actions: SettingsActions }) {
  const settings = useQuery(queries.settings())
  const client = useQueryClient()
  const barred = useActionReason('changeSettings')
  const [busy, setBusy] = useState(false)
  if (settings.isError && !settings.data)
    return <ErrorState compact error={settings.error} retry={() => void settings.refetch()} />
  if (!settings.data)
    return (
      <div role="status" aria-label="Loading settings">
        <Bone height={120} />
      </div>
    )
  const { repairByItself } = settings.data
  const choose = async (kind: SafeDriftKind, chosen: boolean) => {
    setBusy(true)
    const others = repairByItself.filter((one) => one !== kind)
    const result = await props.actions
      .changeSettings({
        values: { repairByItself: chosen ? [...others, kind] : others },
        seen: { repairByItself },
      })
      .catch((error: unknown) => ({ ok: false, message: errorSentence(error) }) as const)
    setBusy(false)
    if (!result.ok) notify.failed(result.message)
    await client.invalidateQueries({ queryKey: queries.settings().queryKey })
  }
  return (
    <div className={css.form}>
      <p className={css.lead}>
        What is not chosen waits under Drift, with its plan. Nothing takes an address from anybody.
      </p>
      {barred !== null && <p className={css.lead}>{barred}</p>}
      {SAFE_KINDS.map((kind) => (
        <Checkbox
          key={kind}
          label={DRIFT_TITLES[kind]}
          description={MEANS[kind]}
          checked={repairByItself.includes(kind)}
          disabled={busy || barred !== null}
          onChange={(event) => void choose(kind, event.currentTarget.checked)}
        />
      ))}
    </div>
  )
}
