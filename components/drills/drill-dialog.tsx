'use client'

import { Modal, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { DrillActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { DrillScopeInput } from '@/lib/api/schemas/drills'
import type { DrillAccountView } from '@/lib/api/views/drills'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { plural } from '@/lib/domain/plural'
import { DrillForm } from './drill-form'
import { scopeKey } from './drill-form-values'
import css from './drills.module.css'

/** Rehearses a group: the dialog of its page. */
export function RehearseGroup(props: {
  groupId: string
  name: string
  opened: boolean
  onClose: () => void
  actions: DrillActions
}) {
  const { groupId, name, opened, onClose, actions } = props
  return (
    <Dialog title={`Rehearse an interruption of ${name}`} opened={opened} onClose={onClose}>
      <ScopedForm scope={{ kind: 'group', groupId }} actions={actions} onClose={onClose} />
    </Dialog>
  )
}

/** Rehearses every group of a region: the dialog of the page of drills. */
export function RehearseAccount(props: {
  accounts: readonly DrillAccountView[]
  opened: boolean
  onClose: () => void
  actions: DrillActions
}) {
  const { accounts, opened, onClose, actions } = props
  const [chosen, setChosen] = useState<string | null>(null)
  const keyed = accounts.map((one) => ({ ...one, key: `${one.cloud} ${one.region}` }))
  const account = keyed.find((one) => one.key === chosen) ?? keyed[0]
  return (
    <Dialog title="Rehearse an interruption" opened={opened} onClose={onClose}>
      <Select
        className={css.account}
        label="Every group of"
        data={keyed.map(({ key, cloud, region, groups }) => ({
          value: key,
          label: `${cloudRules[cloud].label}, ${region} (${plural(groups, 'group')})`,
        }))}
        value={account?.key ?? null}
        onChange={setChosen}
        allowDeselect={false}
        description="To rehearse one group, choose Rehearse on its page."
        data-autofocus
      />
      {account && (
        <ScopedForm
          key={account.key}
          scope={{ kind: 'account', cloud: account.cloud, region: account.region }}
          actions={actions}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

function Dialog(props: { title: string; opened: boolean; onClose: () => void; children: React.ReactNode }) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {props.opened && props.children}
    </Modal>
  )
}

function ScopedForm(props: { scope: DrillScopeInput; actions: DrillActions; onClose: () => void }) {
  const { data, error, refetch } = useQuery({ ...queries.drillScope(props.scope), staleTime: 0 })
  if (data) return <DrillForm key={scopeKey(props.scope)} {...props} choices={data} />
  if (error) return <ErrorState compact error={error} retry={() => void refetch()} />
  return <RowsSkeleton rows={3} label="what runs" />
}
