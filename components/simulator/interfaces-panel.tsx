'use client'

import { useMemo, useRef, useState } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { ReasonButton } from '@/components/form/reason-button'
import type { DataColumn } from '@/components/shell/data-table'
import { Ip } from '@/components/shell/ip'
import { addressOrder } from '@/components/shell/table-order'
import type { SimulatorActions } from '@/lib/api/actions'
import type { SimulatorView } from '@/lib/api/views/simulator'
import { SimulatorTable } from './simulator-table'
import { useSimulator } from './use-simulator'

type NetworkInterface = SimulatorView['interfaces'][number]

const isOursAndAvailable = (one: NetworkInterface) => one.instanceId !== null && one.status === 'available'

const SEARCH = {
  label: 'Search ENIs',
  text: (one: NetworkInterface) => `${one.id} ${one.address} ${one.instanceId ?? ''} ${one.subnetId}`,
}

/** Interfaces of ours that no machine uses: the ones that can vanish behind Holdfast's back (A10). */
export function InterfacesPanel(props: {
  interfaces: readonly NetworkInterface[]
  actions: SimulatorActions
}) {
  const rows = useMemo(() => props.interfaces.filter(isOursAndAvailable), [props.interfaces])
  const [asked, setAsked] = useState<NetworkInterface | null>(null)
  const columns = useMemo(() => columnsFor(setAsked), [])
  return (
    <>
      <SimulatorTable
        id="enis"
        title="ENIs of paused instances"
        rows={rows}
        columns={columns}
        search={rows.length > 8 ? SEARCH : undefined}
        empty={{
          title: 'No ENI is available',
          text: 'Pause an instance that has run: its ENI stays, and can be deleted here to see what Holdfast does.',
        }}
      />
      <DeleteInterface asked={asked} actions={props.actions} onClose={() => setAsked(null)} />
    </>
  )
}

const columnsFor = (onDelete: (one: NetworkInterface) => void): readonly DataColumn<NetworkInterface>[] => [
  {
    id: 'id',
    header: 'ENI',
    width: '24%',
    narrow: 'title',
    sortValue: ({ id }) => id,
    cell: ({ id }) => <code>{id}</code>,
  },
  {
    id: 'address',
    header: 'Private IP',
    width: '14%',
    sortValue: ({ address }) => addressOrder(address),
    cell: ({ address }) => <Ip address={address} plain />,
  },
  {
    id: 'subnet',
    header: 'Subnet',
    width: '22%',
    sortValue: ({ subnetId }) => subnetId,
    cell: ({ subnetId }) => <code>{subnetId}</code>,
  },
  {
    id: 'instance',
    header: 'Stateful instance',
    sortValue: ({ instanceId }) => instanceId ?? '',
    cell: ({ instanceId }) => <code>{instanceId}</code>,
  },
  {
    id: 'delete',
    header: 'Actions',
    headerHidden: true,
    align: 'right',
    width: '22%',
    cell: (one) => (
      <ReasonButton
        action="deleteInterface"
        size="compact-sm"
        variant="default"
        aria-label={`Delete ${one.id} behind Holdfast’s back`}
        onClick={() => onDelete(one)}
      >
        Delete behind Holdfast’s back
      </ReasonButton>
    ),
  },
]

function DeleteInterface(props: {
  asked: NetworkInterface | null
  actions: SimulatorActions
  onClose: () => void
}) {
  const { busy, problem, act, forget } = useSimulator()
  // The dialog fades out after its interface is gone; its words stay until then.
  const shown = useRef<NetworkInterface | null>(null)
  if (props.asked !== null) shown.current = props.asked
  const one = shown.current
  const remove = async () => {
    if (props.asked === null) return
    const { id } = props.asked
    if (
      await act(
        () => props.actions.deleteInterface(id),
        () => `${id} deleted`,
      )
    )
      props.onClose()
  }
  return (
    <ConfirmDialog
      opened={props.asked !== null}
      title="Delete behind Holdfast’s back?"
      verb="Delete ENI"
      action="deleteInterface"
      focus="verb"
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
      onClose={() => {
        forget()
        props.onClose()
      }}
    >
      <p>
        <code>{one?.id}</code> with {one && <Ip address={one.address} plain />} goes, as if somebody deleted
        it in AWS. Holdfast finds out, shows drift, and makes it again with the same address if that is still
        free.
      </p>
    </ConfirmDialog>
  )
}
