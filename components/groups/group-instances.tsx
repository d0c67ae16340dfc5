'use client'

import { useMemo } from 'react'
import { ReasonLink } from '@/components/form/reason-button'
import { useShownMoment } from '@/components/moment/shown-moment'
import { useInstances } from '@/components/moment/use-then'
import table from '@/components/shell/data-table.module.css'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { GroupActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import type { GroupView } from '@/lib/api/views/groups'
import { wordsOf } from '@/lib/domain/cloud-words'
import { ConfirmAction } from './confirm-action'
import { BESIDE_INSPECTOR, instanceColumns, SPARE_COLUMNS } from './instance-columns'
import { InstanceInspector } from './instance-inspector'
import { INSTANCES } from './instance-words'
import { MemberList } from './member-list'
import { useWithRole } from './with-role'

/** The stateful instances of a group. */
export function GroupInstances(props: { view: GroupView; actions: GroupActions }) {
  const { view, actions } = props
  const { cloud } = view.config
  const groupId = view.row.id
  const past = useShownMoment() !== null
  const { data: instances, error, refetch } = useInstances(groupId)
  const data = useWithRole(instances)
  const columns = useMemo(() => instanceColumns(wordsOf(cloud)), [cloud])
  if (data && data.length > 0)
    return (
      <MemberList
        kind={INSTANCES}
        members={data}
        columns={columns}
        beside={BESIDE_INSPECTOR}
        spare={SPARE_COLUMNS}
        inspector={({ id, member, onAction, onClose }) => (
          <InstanceInspector instanceId={id} instance={member} onAction={onAction} onClose={onClose} />
        )}
        confirmation={(of) => <ConfirmAction groupId={groupId} actions={actions} {...of} />}
      />
    )
  return (
    <div className={table.card}>
      {data ? (
        <EmptyState
          title={past ? 'No instances at this moment' : 'No instances'}
          text={
            past
              ? 'Those of other moments are found on the slider above.'
              : view.state === 'live'
                ? 'Raise target, or add addresses to the private IP pool, and instances are created.'
                : 'The last ones are gone.'
          }
          action={
            !past &&
            view.state === 'live' && (
              <ReasonLink href={paths.editGroup(groupId)} action="saveDraft" variant="default">
                Edit group
              </ReasonLink>
            )
          }
        />
      ) : error ? (
        <ErrorState title="The instances could not be read" error={error} retry={() => void refetch()} />
      ) : (
        <RowsSkeleton rows={8} height={47} label="instances" />
      )}
    </div>
  )
}
