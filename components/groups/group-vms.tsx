'use client'

import { useMemo } from 'react'
import { useShownMoment } from '@/components/moment/shown-moment'
import { useVms } from '@/components/moment/use-then'
import table from '@/components/shell/data-table.module.css'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { GroupActions } from '@/lib/api/actions'
import type { PooledGroupView, PooledPersistenceView } from '@/lib/api/views/groups'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import { wordsOf } from '@/lib/domain/cloud-words'
import { ConfirmVmAction } from './confirm-vm-action'
import { MemberInspector } from './member-inspector'
import { MemberList } from './member-list'
import { besideVm, spareOf, vmColumns } from './vm-columns'
import { VmHoldings } from './vm-holdings'
import { vmKind } from './vm-words'
import { useWithRole } from './with-role'

/** The VMs of a pooled group. */
export function GroupVms(props: { view: PooledGroupView; actions: GroupActions }) {
  const { view, actions } = props
  const { cloud, persistence } = view.config
  const groupId = view.row.id
  const past = useShownMoment() !== null
  const { data: vms, error, refetch } = useVms(groupId)
  const data = useWithRole(vms)
  const words = wordsOf(cloud)
  const kind = useMemo(() => vmKind(words), [words])
  const { columns, beside, spare } = useMemo(() => columnsOf(words, persistence), [words, persistence])
  if (data && data.length > 0)
    return (
      <MemberList
        kind={kind}
        members={data}
        columns={columns}
        beside={beside}
        spare={spare}
        inspector={({ id, member, onAction, onClose }) => (
          <MemberInspector
            kind={kind}
            id={id}
            member={member}
            gone="It was removed, and what it had borrowed was given back."
            onAction={onAction}
            onClose={onClose}
          >
            {member && <VmHoldings vm={member} />}
          </MemberInspector>
        )}
        confirmation={(of) => <ConfirmVmAction kind={kind} groupId={groupId} actions={actions} {...of} />}
      />
    )
  return (
    <div className={table.card}>
      {data ? (
        <EmptyState
          title={past ? `No ${words.machine}s at this moment` : `No ${words.machine}s`}
          text={
            past
              ? 'Those of other moments are found on the slider above.'
              : view.state === 'live'
                ? `Target is 0. Scale the group, and ${words.machine}s are launched with addresses of its pools.`
                : 'The last ones are gone.'
          }
        />
      ) : error ? (
        <ErrorState
          title={`The ${words.machine}s could not be read`}
          error={error}
          retry={() => void refetch()}
        />
      ) : (
        <RowsSkeleton rows={8} height={47} label={`${words.machine}s`} />
      )}
    </div>
  )
}

function columnsOf(words: CloudWords, { interfaces, zones }: PooledPersistenceView) {
  const sorted = [...interfaces].sort((a, b) => Number(b.primary) - Number(a.primary))
  const nics = sorted.map(({ name }) => name)
  const lending = interfaces.filter((nic) => nic.publicIp).length
  return {
    columns: vmColumns(words, { nics, zonal: zones.length > 0, lending }),
    beside: besideVm(nics),
    spare: spareOf(nics),
  }
}
