import { useNow } from '@/components/shell/clock'
import { Ip } from '@/components/shell/ip'
import { nth } from '@/components/shell/ordinal'
import { StatusSquare } from '@/components/shell/status-square'
import { addressOrder } from '@/components/shell/table-order'
import type { InstanceView } from '@/lib/api/views/instances'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import { atStart } from '@/lib/domain/cloud-words'
import { afterRefusalText, machineText, noMachineText, originOf } from './instance-words'
import { type MemberColumn, stateOrder } from './member'
import { MemberState, Since } from './member-cells'
import css from './member-cells.module.css'
import { RowId } from './row-id'

/** The columns that stay when the inspector takes its place at the right. */
export const BESIDE_INSPECTOR: readonly string[] = ['id', 'state', 'address', 'since']
/** The first to go where there is no room for all. */
export const SPARE_COLUMNS: readonly string[] = ['interface', 'zone']

export const instanceColumns = (words: CloudWords): readonly MemberColumn<InstanceView>[] => [
  {
    id: 'id',
    header: 'Stateful instance',
    width: '172px',
    sortValue: ({ ordinal }) => ordinal,
    cell: (instance) => <span className={css.id}>{instance.id}</span>,
  },
  {
    id: 'state',
    header: 'State',
    sortValue: stateOrder,
    cell: (instance, stop) => <State of={instance} stop={stop} />,
  },
  {
    id: 'address',
    header: 'Private IP',
    width: '168px',
    sortValue: ({ address }) => addressOrder(address),
    cell: (instance) => <Address of={instance} />,
  },
  {
    id: 'interface',
    header: atStart(words.interface),
    width: '104px',
    sortValue: ({ interfaceId }) => interfaceId ?? '~',
    cell: (instance, stop) => <MaybeId value={instance.interfaceId} stop={stop} none="Not yet" />,
  },
  {
    id: 'publicIp',
    header: atStart(words.publicIp),
    width: '122px',
    sortValue: ({ publicIp }) => addressOrder(publicIp?.address ?? null),
    cell: (instance) => <PublicIp of={instance} />,
  },
  {
    id: 'machine',
    header: atStart(words.machine),
    width: '126px',
    sortValue: ({ machineCount }) => machineCount,
    cell: (instance, stop) => <Machine of={instance} stop={stop} />,
  },
  {
    id: 'zone',
    header: 'Zone',
    width: '98px',
    sortValue: ({ zone }) => zone ?? '~',
    cell: (instance) => <span className={css.soft}>{instance.zone ?? '–'}</span>,
  },
  {
    id: 'since',
    header: 'Since',
    width: '98px',
    sortValue: ({ stateSince }) => stateSince,
    cell: (instance) => <Since at={instance.stateSince} />,
  },
]

function State(props: { of: InstanceView; stop: boolean }) {
  const { reason, drift, work } = props.of
  return (
    <MemberState of={props.of} why={whyOf(reason, drift)} stop={props.stop}>
      {!work && reason !== null && <AfterRefusal of={props.of} />}
    </MemberState>
  )
}

/** What was found, and what came of it; a roll-back says the same as what it was for. */
const whyOf = (reason: string | null, drift: string | null): string | null =>
  reason !== null && drift !== null && !drift.startsWith(reason) ? `${reason} ${drift}` : (drift ?? reason)

/** On its own, so that only rows with a refusal watch the clock for it. */
function AfterRefusal(props: { of: InstanceView }) {
  const text = afterRefusalText(props.of, useNow())
  return text === null ? null : <span className={css.work}>{text}</span>
}

function Address(props: { of: InstanceView }) {
  const { address, addressStatus } = props.of
  const origin = originOf(props.of)
  if (address === null)
    return (
      <span className={css.soft}>
        None now{' '}
        <span className={css.tag} title={origin.text} data-above>
          {origin.tag}
        </span>
      </span>
    )
  return (
    <span className={css.address}>
      {addressStatus && <StatusSquare status={addressStatus} alone />}
      <Ip address={address} />
      <span className={css.tag} title={origin.text}>
        {origin.tag}
      </span>
    </span>
  )
}

function PublicIp(props: { of: InstanceView }) {
  const { publicIp } = props.of
  if (publicIp === null)
    return (
      <span className={css.soft} title={props.of.publicIpWarning ?? undefined}>
        None{props.of.publicIpWarning !== null && ' left'}
      </span>
    )
  return (
    <span title={publicIp.id}>
      <Ip address={publicIp.address} plain />
    </span>
  )
}

function Machine(props: { of: InstanceView; stop: boolean }) {
  const { machineId, machineCount } = props.of
  if (machineId === null) return <span className={css.soft}>{noMachineText(props.of)}</span>
  const which = machineText(props.of)
  return (
    <span className={css.machine}>
      <RowId value={machineId} stop={props.stop} />
      {which && (
        <span className={css.tag} title={which}>
          {nth(machineCount)}
        </span>
      )}
    </span>
  )
}

function MaybeId(props: { value: string | null; stop: boolean; none: string }) {
  if (props.value === null) return <span className={css.soft}>{props.none}</span>
  return <RowId value={props.value} stop={props.stop} />
}
