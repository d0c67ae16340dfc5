'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { notify } from '@/components/shell/notify'
import { queries } from '@/lib/api/queries'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import type { NetworkView } from '@/lib/api/views/network'
import { valuesOfConfig } from '@/lib/api/wizard-values'
import { showValue } from './diff'
import { labelOfPath } from './fields'
import { valuesOfGroup } from './form-values'
import { rebaseValues } from './rebase'
import { useLatest } from './use-latest'

/**
 * While a group is edited: what it is now, so that an edit is always compared with the group of now.
 * `pending`: a request of ours is under way or its answer was lost. Then nothing follows, for the change that is seen
 * may be our own. `onMoved(now, followed)`: the group is `now`; `followed`: fields of the form took that over.
 */
export function useFollowGroup(input: {
  form: UseFormReturn<WizardValues>
  groupId: string | null
  network: NetworkView
  before: WizardValues | null
  pending: boolean
  onMoved: (now: WizardValues, followed: boolean) => void
}): void {
  const { groupId, pending } = input
  const { data, isFetchedAfterMount } = useQuery({
    ...queries.group(groupId ?? ''),
    enabled: groupId !== null,
  })
  const latest = useLatest(input)
  // What was known before this page was opened may be older than the page itself.
  const config = isFetchedAfterMount && data?.state === 'live' ? data.config : null

  useEffect(() => {
    const { form, before, network, onMoved } = latest.current
    if (config === null || before === null || pending) return
    const now = valuesOfGroup(valuesOfConfig(config))
    const { values, followed } = rebaseValues(before, form.getValues(), now)
    if (followed.length > 0) {
      // A reset counts as loaded, not as typed: it makes no draft of a form that was only looked at.
      form.reset(values, { keepErrors: true, keepTouched: true, keepDirty: true })
      const words = followed.map(
        (path) => `${labelOfPath(values, path)}: ${showValue(values, path, network)}`,
      )
      notify.info('The group was changed meanwhile', `${words.join('. ')}. What you typed stays.`)
    }
    if (JSON.stringify(now) !== JSON.stringify(before)) onMoved(now, followed.length > 0)
  }, [config, pending, latest])
}
