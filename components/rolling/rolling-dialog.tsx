'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { ConfirmPlan } from '@/components/form/confirm-plan'
import type { RollingActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import { type RollingValues, rollingValuesSchema } from '@/lib/api/schemas/rolling'
import { type GroupView, isPooledView } from '@/lib/api/views/groups'
import { type RollingChoice, RollingFields } from './rolling-fields'
import { newRolling } from './rolling-form'

/** A plan for every digit typed would be one too many. */
const TYPING_MS = 250

/** Begins a rolling recycle: the form, and below it the batches and what they need, live while typing (B3). */
export function RollingDialog(props: {
  view: GroupView
  opened: boolean
  onClose: () => void
  actions: RollingActions
}) {
  const { view, opened, actions } = props
  const groupId = view.row.id
  const pooled = isPooledView(view)
  const client = useQueryClient()
  const form = useForm<RollingValues>({
    defaultValues: newRolling(pooled),
    mode: 'onChange',
    resolver: zodResolver(rollingValuesSchema, undefined, { raw: true }),
  })
  const { reset } = form
  useEffect(() => {
    if (opened) reset(newRolling(pooled))
  }, [opened, pooled, reset])
  const values = useWatch({ control: form.control }) as RollingValues
  const fits = rollingValuesSchema.safeParse(values).success
  const planKey = JSON.stringify(values)
  const [settled] = useDebouncedValue(planKey, TYPING_MS)
  return (
    <ConfirmPlan
      opened={opened}
      onClose={props.onClose}
      title={`Rolling recycle of ${view.row.name}`}
      verb="Start rolling recycle"
      action="startRolling"
      planKey={settled}
      unplanned={fits ? null : 'The batches are shown here as soon as every field fits.'}
      settling={fits && planKey !== settled}
      loadPlan={() => actions.planRolling(groupId, form.getValues())}
      apply={(proof, requestKey) => actions.startRolling(groupId, form.getValues(), requestKey, proof)}
      onDone={() => void client.invalidateQueries({ queryKey: queries.group(groupId).queryKey })}
    >
      <RollingFields form={form} pooled={pooled} choices={useChoices(groupId, pooled)} />
    </ConfirmPlan>
  )
}

/** Everything that runs, in the order of the table. */
function useChoices(groupId: string, pooled: boolean): readonly RollingChoice[] {
  const stateful = useQuery({ ...queries.instances(groupId), enabled: !pooled })
  const lent = useQuery({ ...queries.vms(groupId), enabled: pooled })
  return useMemo(() => {
    const running = pooled
      ? (lent.data ?? [])
          .filter(({ state }) => state === 'active')
          .map((vm) => [vm.id, vm.nics[0]?.private.address])
      : (stateful.data ?? []).filter(({ state }) => state === 'active').map((one) => [one.id, one.address])
    return running.map(([id, address]) => ({
      value: id ?? '',
      label: address ? `${id}, ${address}` : (id ?? ''),
    }))
  }, [pooled, lent.data, stateful.data])
}
