import type { ReactNode } from 'react'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { Fact, FactNote, Facts } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import { IdLink } from '@/components/shell/id-link'
import { Ip } from '@/components/shell/ip'
import { ShareBar } from '@/components/shell/share-bar'
import { addressOrder } from '@/components/shell/table-order'
import { paths } from '@/lib/api/paths'
import type {
  NicPoolsView,
  PoolEntryView,
  PoolPublicIpView,
  PrivatePoolView,
  PublicPoolView,
} from '@/lib/api/views/vms'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import { atStart } from '@/lib/domain/cloud-words'
import { plural, say } from '@/lib/domain/plural'
import css from './network.module.css'
import { Part } from './network-part'
import { entryOrder } from './zone-matrix-words'

/** One network interface of the group: where it is, what guards it, and who has which member of its pools. */
export function NicPools(props: { nic: NicPoolsView; groupId: string; words: CloudWords }) {
  const { nic, groupId, words } = props
  const { subnet, networkSecurityGroup, applicationSecurityGroups } = nic
  return (
    <Part title={`${words.interface} ${nic.name}`} aside={nic.primary ? 'primary' : undefined}>
      <div className={css.nic}>
        <div className={css.card}>
          <Facts columns>
            <Fact name={atStart(words.subnet)}>
              <IdLink href={paths.subnet(subnet.id)} value={subnet.cidr} /> {subnet.name}
            </Fact>
            <Fact name={atStart(words.securityGroup)}>
              {networkSecurityGroup ? (
                <Id value={networkSecurityGroup.id} label={networkSecurityGroup.name} />
              ) : (
                'None'
              )}
            </Fact>
            <Fact name="Application security groups">
              {applicationSecurityGroups.length === 0
                ? 'None'
                : applicationSecurityGroups.map(({ id, name }) => <Id key={id} value={id} label={name} />)}
            </Fact>
            {!nic.privatePool && <Fact name="Private IP pool">None: every address is dynamic</Fact>}
            {!nic.publicPool && <Fact name={`${atStart(words.publicIp)} pool`}>None</Fact>}
          </Facts>
        </div>
        {nic.privatePool && <PrivateMembers nic={nic.name} pool={nic.privatePool} groupId={groupId} />}
        {nic.publicPool && (
          <PublicMembers nic={nic.name} pool={nic.publicPool} groupId={groupId} words={words} />
        )}
      </div>
    </Part>
  )
}

function PrivateMembers(props: { nic: string; pool: PrivatePoolView; groupId: string }) {
  const { entries, matrix } = props.pool
  return (
    <section aria-label={`Private IP pool of ${props.nic}`}>
      <p className={css.told}>
        <b>Private IP pool</b> {plural(matrix.size, 'address', 'addresses')}, {say(matrix.members.free)} free,
        handed out in this order
      </p>
      <DataTable
        label={`Private IP pool of ${props.nic}`}
        urlPrefix={`${props.nic}.private`}
        rows={entries}
        columns={privateColumns(props.groupId)}
        rowKey={({ at }) => String(at)}
        search={
          entries.length > 8
            ? { label: `Search the private IP pool of ${props.nic}`, text: entryText }
            : undefined
        }
      />
    </section>
  )
}

const entryText = ({ entry, stateText }: PoolEntryView): string => `${entry} ${stateText ?? ''}`

const privateColumns = (groupId: string): readonly DataColumn<PoolEntryView>[] => [
  {
    id: 'at',
    header: 'Order',
    width: '10%',
    sortValue: ({ at }) => at,
    cell: ({ at }) => <span className={css.soft}>{at + 1}</span>,
  },
  {
    id: 'entry',
    header: 'Address',
    width: '30%',
    narrow: 'title',
    sortValue: ({ entry }) => entryOrder(entry),
    cell: ({ entry }) => <Ip address={entry} plain />,
  },
  {
    id: 'state',
    header: 'Held by',
    sortValue: ({ stateText, free, size }) => stateText ?? String(1 - free / size),
    cell: (entry) => <Held of={entry} groupId={groupId} />,
  },
]

function Held(props: { of: PoolEntryView; groupId: string }): ReactNode {
  const { of: entry } = props
  if (entry.vmId)
    return <IdLink href={paths.group(props.groupId, 'instances', entry.vmId)} value={entry.vmId} />
  if (entry.stateText) return <span className={css.soft}>{entry.stateText}</span>
  const parts = [
    entry.ours > 0 ? `${say(entry.ours)} by this group` : '',
    entry.others > 0 ? `${say(entry.others)} by others` : '',
    entry.resting > 0 ? `${say(entry.resting)} resting` : '',
    `${say(entry.free)} free`,
  ]
  return (
    <ShareBar
      parts={[
        { status: 'active', share: entry.ours / entry.size },
        { status: 'foreign', share: entry.others / entry.size },
        { status: 'cooling', share: entry.resting / entry.size },
      ]}
    >
      {parts.filter((one) => one !== '').join(', ')}
    </ShareBar>
  )
}

function PublicMembers(props: { nic: string; pool: PublicPoolView; groupId: string; words: CloudWords }) {
  const { nic, pool, words } = props
  const title = `${atStart(words.publicIp)} pool`
  const held = pool.members.filter(({ holder }) => holder !== null).length
  return (
    <section aria-label={`${title} of ${nic}`}>
      <p className={css.told}>
        <b>{title}</b> {plural(pool.matrix.size, 'member')}, {say(held)} held, handed out in this order where
        they fit
      </p>
      <DataTable
        label={`${title} of ${nic}`}
        urlPrefix={`${nic}.public`}
        rows={pool.members}
        columns={publicColumns(props.groupId, words)}
        rowKey={({ id }) => id}
        search={
          pool.members.length > 8 ? { label: `Search the ${title} of ${nic}`, text: memberText } : undefined
        }
      />
    </section>
  )
}

const memberText = ({ id, address, zoneText, stateText }: PoolPublicIpView): string =>
  `${id} ${address} ${zoneText} ${stateText}`

const publicColumns = (groupId: string, words: CloudWords): readonly DataColumn<PoolPublicIpView>[] => [
  {
    id: 'at',
    header: 'Order',
    width: '10%',
    sortValue: ({ at }) => at,
    cell: ({ at }) => <span className={css.soft}>{at + 1}</span>,
  },
  {
    id: 'address',
    header: atStart(words.publicIp),
    width: '16%',
    narrow: 'title',
    sortValue: ({ address }) => addressOrder(address),
    cell: ({ address }) => <Ip address={address} plain />,
  },
  {
    id: 'name',
    header: 'Name',
    width: '20%',
    sortValue: ({ name }) => name,
    cell: ({ id, name, resourceGroup }) => (
      <span>
        <Id value={id} label={name} />
        {resourceGroup && <FactNote>{resourceGroup}</FactNote>}
      </span>
    ),
  },
  {
    id: 'zone',
    header: 'Zone',
    width: '17%',
    sortValue: ({ zoneText }) => zoneText,
    cell: ({ zoneText }) => zoneText,
  },
  {
    id: 'state',
    header: 'Held by',
    sortValue: ({ stateText }) => stateText,
    cell: (member) => <Holder of={member} groupId={groupId} />,
  },
]

function Holder(props: { of: PoolPublicIpView; groupId: string }): ReactNode {
  const { holder, stateText, unfitWhy } = props.of
  if (holder?.kind === 'instance')
    return (
      <IdLink href={paths.group(holder.groupId, 'instances', holder.instanceId)} value={holder.instanceId}>
        {holder.groupId === props.groupId ? holder.instanceId : `${holder.instanceId} in ${holder.groupName}`}
      </IdLink>
    )
  if (unfitWhy) return <span className={css.warn}>{unfitWhy}</span>
  return <span className={css.soft}>{holder === null ? 'Free' : stateText}</span>
}
