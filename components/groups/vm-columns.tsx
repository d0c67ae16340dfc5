import { Ip } from '@/components/shell/ip'
import { StatusSquare } from '@/components/shell/status-square'
import { addressOrder } from '@/components/shell/table-order'
import type { NicView, VmView } from '@/lib/api/views/vms'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import { atStart } from '@/lib/domain/cloud-words'
import { type MemberColumn, stateOrder } from './member'
import { MemberState, Since } from './member-cells'
import css from './member-cells.module.css'
import { privateStatus, privateTag, publicTag, publicText } from './vm-words'

/** More interfaces than this share one column, each on a line of its own. */
const MOST_NIC_COLUMNS = 2
/** An address with its tag beside it where there is room, below it where there is not. */
const ADDRESS_WIDTH = 'clamp(140px, 13.8vw, 200px)'
const NAMED_WIDTH = 'clamp(200px, 17vw, 252px)'

/** The columns that stay when the inspector takes its place at the right: with the first interface's address. */
export const besideVm = (nics: readonly string[]): readonly string[] => [
  ...['id', 'state', nics.length > MOST_NIC_COLUMNS ? 'private' : `private.${nics[0]}`],
  'created',
]

/** The first to go where there is no room for all: the first interface's address stays. */
export const spareOf = (nics: readonly string[]): readonly string[] => [
  'created',
  ...nics.slice(1).map((name) => `private.${name}`),
]

/**
 * What the columns depend on. `nics`: the names of the interfaces, primary first. `zonal`: the market chooses a zone for
 * each VM. `lending`: how many interfaces have a public IP.
 */
export type VmShape = {
  readonly nics: readonly string[]
  readonly zonal: boolean
  readonly lending: number
}

export const vmColumns = (
  words: CloudWords,
  { nics, zonal, lending }: VmShape,
): readonly MemberColumn<VmView>[] => [
  {
    id: 'id',
    header: words.machine,
    width: '172px',
    sortValue: ({ ordinal }) => ordinal,
    cell: ({ id }) => <span className={css.id}>{id}</span>,
  },
  {
    id: 'state',
    header: 'State',
    sortValue: stateOrder,
    cell: (vm, stop) => <MemberState of={vm} why={vm.drift ?? vm.reason} stop={stop} />,
  },
  ...(zonal ? [ZONE] : []),
  ...(nics.length > MOST_NIC_COLUMNS ? [ALL_PRIVATE] : nics.map((name) => privateColumn(name, nics.length))),
  ...(lending > 0 ? [publicColumn(atStart(words.publicIp), lending)] : []),
  {
    id: 'created',
    header: 'Created',
    width: '96px',
    sortValue: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Since at={createdAt} />,
  },
]

const ZONE: MemberColumn<VmView> = {
  id: 'zone',
  header: 'Zone',
  width: '60px',
  sortValue: ({ zone }) => zone ?? '~',
  cell: ({ zone }) => (zone === null ? <span className={css.soft}>Not yet</span> : <span>{zone}</span>),
}

const privateColumn = (name: string, of: number): MemberColumn<VmView> => ({
  id: `private.${name}`,
  header: of === 1 ? 'Private IP' : `Private IP, ${name}`,
  width: ADDRESS_WIDTH,
  sortValue: (vm) => addressOrder(nicNamed(vm, name)?.private.address ?? null),
  cell: (vm) => {
    const nic = nicNamed(vm, name)
    return nic ? <PrivateIp of={nic} /> : <span className={css.soft}>No such interface</span>
  },
})

const ALL_PRIVATE: MemberColumn<VmView> = {
  id: 'private',
  header: 'Private IPs',
  width: NAMED_WIDTH,
  sortValue: ({ nics }) => addressOrder(nics[0]?.private.address ?? null),
  cell: ({ nics }) => (
    <span className={css.lines}>
      {nics.map((nic) => (
        <span key={nic.name} className={css.named}>
          <span className={css.soft}>{nic.name}</span> <PrivateIp of={nic} />
        </span>
      ))}
    </span>
  ),
}

/** Wider where the interface is named too. */
const publicColumn = (header: string, lending: number): MemberColumn<VmView> => ({
  ...{ id: 'publicIp', header, width: lending > 1 ? NAMED_WIDTH : ADDRESS_WIDTH },
  sortValue: ({ nics }) => addressOrder(nics.map(publicAddress).find((one) => one !== null) ?? null),
  cell: (vm) => <PublicIps of={vm} />,
})

const nicNamed = (vm: VmView, name: string): NicView | undefined => vm.nics.find((nic) => nic.name === name)

/** Static or dynamic is told by word and mark; why it is so, on hover and in the inspector. */
function PrivateIp(props: { of: NicView }) {
  const { private: own } = props.of
  return (
    <span className={css.address} title={own.why}>
      <StatusSquare status={privateStatus(own)} />
      {own.address === null ? <span className={css.soft}>Not told yet</span> : <Ip address={own.address} />}
      <span className={css.tag} data-dynamic={own.kind === 'dynamic' || undefined}>
        {privateTag(own)}
      </span>
    </span>
  )
}

const publicAddress = ({ publicIp }: NicView): string | null =>
  publicIp.kind === 'pool' || publicIp.kind === 'dynamic' ? publicIp.address : null

/** The interface is named where several have one. */
function PublicIps(props: { of: VmView }) {
  const having = props.of.nics.filter(({ publicIp }) => publicIp.kind !== 'none')
  if (having.length === 0) return <span className={css.soft}>None</span>
  return (
    <span className={css.lines}>
      {having.map((nic) => (
        <span key={nic.name} className={css.named}>
          {having.length > 1 && <span className={css.soft}>{nic.name} </span>}
          <PublicIp of={nic} />
        </span>
      ))}
    </span>
  )
}

function PublicIp(props: { of: NicView }) {
  const { publicIp } = props.of
  if (publicIp.kind === 'none' || publicIp.kind === 'undecided')
    return <span className={css.soft}>{publicText(publicIp)}</span>
  return (
    <span className={css.address} title={publicIp.why}>
      {publicIp.address === null ? (
        <span className={css.soft}>{publicText(publicIp)}</span>
      ) : (
        <Ip address={publicIp.address} plain />
      )}
      <span className={css.tag} data-dynamic={publicIp.kind === 'dynamic' || undefined}>
        {publicTag(publicIp)}
      </span>
    </span>
  )
}
