'use client'

import Link from 'next/link'
import { useMemo, useState } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { ReasonButton } from '@/components/form/reason-button'
import { Ago } from '@/components/shell/ago'
import { Chip } from '@/components/shell/chips'
import type { DataColumn } from '@/components/shell/data-table'
import { Ip } from '@/components/shell/ip'
import { addressOrder } from '@/components/shell/table-order'
import type { SimulatorActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import type { Tone } from '@/lib/api/views/instances'
import type { SimulatorView } from '@/lib/api/views/simulator'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { afterInterruption, countMachines } from './machine-words'
import css from './simulator.module.css'
import { SimulatorTable } from './simulator-table'
import { useSimulator } from './use-simulator'

type Machine = SimulatorView['machines'][number]

const TONES: Record<string, Tone> = { running: 'ok', pending: 'busy', 'shutting-down': 'busy' }

/** A machine that is on its way out cannot be taken away once more. */
const canInterrupt = ({ state }: Machine) => state === 'running' || state === 'pending'

const COLUMNS: readonly DataColumn<Machine>[] = [
  {
    id: 'id',
    header: 'Instance or VM',
    width: '19%',
    narrow: 'title',
    sortValue: ({ name }) => name,
    cell: ({ id, name }) => <code title={id}>{name}</code>,
  },
  {
    id: 'cloud',
    header: 'Cloud',
    width: '8%',
    sortValue: ({ cloud }) => cloudRules[cloud].label,
    cell: ({ cloud }) => cloudRules[cloud].label,
  },
  {
    id: 'state',
    header: 'State',
    width: '12%',
    narrow: 'bare',
    sortValue: ({ state }) => state,
    cell: ({ state }) => <Chip tone={TONES[state] ?? 'plain'}>{stateText(state)}</Chip>,
  },
  {
    id: 'zone',
    header: 'Zone',
    width: '10%',
    sortValue: ({ zone }) => zone ?? '~',
    cell: ({ zone }) => zone ?? 'Regional',
  },
  {
    id: 'group',
    header: 'Group',
    width: '15%',
    sortValue: ({ groupName }) => groupName ?? '~',
    cell: ({ groupId, groupName }) =>
      groupId ? <Link href={paths.group(groupId)}>{groupName ?? groupId}</Link> : 'Not one of ours',
  },
  {
    id: 'instance',
    header: 'Holdfast id',
    width: '15%',
    sortValue: ({ instanceId }) => instanceId ?? '~',
    cell: ({ groupId, instanceId }) =>
      instanceId && groupId ? (
        <Link href={paths.group(groupId, 'instances', instanceId)} className={css.mono}>
          {instanceId}
        </Link>
      ) : (
        (instanceId ?? '–')
      ),
  },
  {
    id: 'address',
    header: 'Private IP',
    width: '12%',
    sortValue: ({ address }) => addressOrder(address),
    cell: ({ address }) => (address ? <Ip address={address} plain /> : '–'),
  },
  {
    id: 'since',
    header: 'Since',
    sortValue: ({ since }) => since,
    cell: ({ since }) => <Ago at={since} still />,
  },
]

const stateText = (state: string) => `${state.charAt(0).toUpperCase()}${state.slice(1).replace('-', ' ')}`

const SEARCH = {
  label: 'Search instances and VMs',
  text: (one: Machine) =>
    `${one.id} ${cloudRules[one.cloud].label} ${one.state} ${one.zone ?? ''} ${one.groupName ?? ''} ${one.instanceId ?? ''} ${one.address ?? ''}`,
}

/** The machines of the simulated clouds; those selected can be interrupted, as a cloud takes back spot capacity. */
export function MachinesPanel(props: {
  machines: readonly Machine[]
  more: number
  actions: SimulatorActions
}) {
  const { machines } = props
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState(false)
  const selected = useMemo(() => machines.filter(({ id }) => keys.has(id)), [machines, keys])
  const able = selected.filter(canInterrupt)
  const words = countMachines(able)
  return (
    <>
      <SimulatorTable
        id="machines"
        title="Instances and VMs"
        rows={machines}
        columns={COLUMNS}
        search={SEARCH}
        selection={{ keys, onChange: setKeys, rowLabel: ({ name }) => name }}
        tools={
          <ReasonButton
            action="interruptMachines"
            variant="default"
            reason={able.length === 0 ? 'Select instances or VMs that are running or pending.' : null}
            onClick={() => setAsking(true)}
          >
            {able.length === 0 ? 'Interrupt' : `Interrupt ${words}`}
          </ReasonButton>
        }
        empty={{
          title: 'No instances or VMs',
          text: 'Create a group, or resume its instances, and they run here.',
        }}
      />
      {props.more > 0 && (
        <p className={css.soft}>
          And {props.more.toLocaleString('en')} more, which are not listed. A share is taken of all of them.
        </p>
      )}
      <Interrupt
        opened={asking}
        machines={able}
        words={words}
        left={selected.length - able.length}
        actions={props.actions}
        onClose={() => setAsking(false)}
        onDone={() => setKeys(new Set())}
      />
    </>
  )
}

function Interrupt(props: {
  opened: boolean
  machines: readonly Machine[]
  words: string
  left: number
  actions: SimulatorActions
  onClose: () => void
  onDone: () => void
}) {
  const { busy, problem, act, forget } = useSimulator()
  const interrupt = async () => {
    const ids = props.machines.map(({ id }) => id)
    const done = await act(
      () => props.actions.interruptMachines(ids),
      ({ interrupted }) => `${interrupted.toLocaleString('en')} interrupted`,
    )
    if (!done) return
    props.onClose()
    props.onDone()
  }
  return (
    <ConfirmDialog
      opened={props.opened}
      title={`Interrupt ${props.words}?`}
      verb={`Interrupt ${props.words}`}
      action="interruptMachines"
      focus="verb"
      busy={busy}
      problem={problem}
      onConfirm={() => void interrupt()}
      onClose={() => {
        forget()
        props.onClose()
      }}
    >
      <p>
        The simulated cloud takes {props.machines.length === 1 ? 'it' : 'them'} back at once.{' '}
        {afterInterruption(props.machines)}
      </p>
      {props.left > 0 && (
        <p className={css.soft}>
          {props.left === 1 ? 'One of those selected is' : `${props.left} of those selected are`} not running
          and left out.
        </p>
      )}
    </ConfirmDialog>
  )
}
