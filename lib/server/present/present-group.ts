import type { GroupRow } from '@/lib/allocation/ports/group-rows'
import { eventTitle } from '@/lib/api/event-titles'
import { holderText } from '@/lib/api/holder-messages'
import type { GroupConfigView, GroupRowView, PersistenceView } from '@/lib/api/views/groups'
import type { StateSentence } from '@/lib/api/views/instances'
import type { PublicIpView } from '@/lib/api/views/network'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { withArticle, wordsOf } from '@/lib/domain/cloud-words'
import type { Group, GroupConfig } from '@/lib/domain/group'
import { formatPoolEntry } from '@/lib/domain/pool'
import { madeForVm, publicIpState } from '@/lib/domain/public-ip-state'
import type { PublicIpSnapshot } from '@/lib/domain/world'
import { type PooledTold, pooledStates } from './pooled-states'

export function presentConfig(config: GroupConfig): GroupConfigView {
  const { persistence } = config
  return { ...config, persistence: presentPersistence(persistence) }
}

function presentPersistence(persistence: GroupConfig['persistence']): PersistenceView {
  if (persistence.kind === 'stateful')
    return { ...persistence, privateIpPool: persistence.privateIpPool.map(formatPoolEntry) }
  const interfaces = persistence.interfaces.map((nic) => ({
    ...nic,
    privateIpPool: nic.privateIpPool.map(formatPoolEntry),
  }))
  return { ...persistence, interfaces }
}

/** `zones`: of its subnets or its own. `told`: of a pooled group, what is read of it beside its row. */
export function presentGroupRow(
  row: GroupRow,
  zones: readonly string[],
  told: PooledTold | null = null,
): GroupRowView {
  const { byState } = row
  const busy =
    byState.resuming +
    byState.pausing +
    byState.recycling +
    byState.replacing +
    byState.deallocating +
    row.vms.coming +
    row.vms.leaving
  return {
    id: row.id,
    name: row.name,
    cloud: row.cloud,
    cloudLabel: cloudRules[row.cloud].label,
    region: row.region,
    zones,
    capacity: row.capacity,
    active: byState.active + row.vms.active,
    paused: byState.paused,
    busy,
    failed: byState.error + row.vms.failed,
    pool: {
      size: row.pool.size,
      active: row.pool.active,
      paused: row.pool.used - row.pool.active,
    },
    publicPool: { size: row.publicPool.size, taken: row.publicPool.used },
    member: told ? wordsOf(row.cloud).machine : 'instance',
    lent: told?.lent ?? null,
    states: told ? pooledStates(row, told) : groupStates(row, busy),
    lastEvent: row.lastEvent
      ? {
          at: row.lastEvent.at,
          text: [
            eventTitle(row.lastEvent.kind, wordsOf(row.cloud)),
            row.lastEvent.address ?? row.lastEvent.instanceId,
          ]
            .filter(Boolean)
            .join(', '),
        }
      : null,
    createdAt: row.createdAt,
  }
}

/** The state of a group as sentences, worst first; never empty. */
function groupStates(row: GroupRow, busy: number): StateSentence[] {
  const { byState, warnings, capacity, operations } = row
  const { label, words } = cloudRules[row.cloud]
  const publicIp = withArticle(words.publicIp)
  const states: StateSentence[] = []
  const say = (tone: StateSentence['tone'], text: string) => states.push({ tone, text })
  const some = (n: number, one: string, many: string) => (n === 1 ? one : `${n.toLocaleString('en')} ${many}`)
  if (row.state !== 'live') say('busy', row.state === 'deleted' ? 'Deleted' : 'Being deleted')
  if (warnings.drifted > 0)
    say('bad', some(warnings.drifted, `1 instance changed in ${label}`, `instances changed in ${label}`))
  if (byState.error > 0) say('bad', some(byState.error, '1 instance in error', 'instances in error'))
  if (warnings.failed > byState.error)
    say(
      'bad',
      some(warnings.failed - byState.error, '1 instance could not resume', 'instances could not resume'),
    )
  if (warnings.refused > 0)
    say(
      'warn',
      some(warnings.refused, `A change was refused by ${label}`, `changes were refused by ${label}`),
    )
  if (operations.retrying > 0)
    say('warn', some(operations.retrying, 'A cloud call is being repeated', 'cloud calls are being repeated'))
  if (warnings.withoutPublicIp > 0)
    say(
      'warn',
      some(warnings.withoutPublicIp, `1 instance without ${publicIp}`, `instances without ${publicIp}`),
    )
  if (byState.replacing > 0)
    say('busy', some(byState.replacing, '1 machine being replaced', 'machines being replaced'))
  if (busy > byState.replacing)
    say('busy', some(busy - byState.replacing, '1 instance changing', 'instances changing'))
  if (row.state === 'live' && row.active < capacity.target)
    say('warn', `${row.active} of ${capacity.target} active`)
  if (states.length === 0) say('ok', row.instances === 0 ? 'No instances' : 'All addresses held')
  return states
}

export function presentPublicIp(
  snapshot: PublicIpSnapshot,
  groupName: (id: string) => string | null,
): PublicIpView {
  const { publicIp, holder, poolGroupId } = snapshot
  return {
    id: publicIp.id,
    cloud: publicIp.cloud,
    address: publicIp.address,
    name: publicIp.name,
    region: publicIp.region,
    stateText: publicIpStateText(snapshot),
    traits: publicIp.traits,
    state: publicIpState(snapshot),
    resourceGroup: cloudRules[publicIp.cloud].resourceGroupOf(publicIp.id),
    usable: holder === null && poolGroupId === null,
    holder,
    pool: poolGroupId ? { id: poolGroupId, name: groupName(poolGroupId) ?? poolGroupId } : null,
  }
}

function publicIpStateText(snapshot: PublicIpSnapshot): string {
  const { publicIp, holder } = snapshot
  if (publicIpState(snapshot) === 'dynamic')
    return holder ? `Made for ${holderText(holder)}` : `Made for ${madeForVm(publicIp)}, not attached`
  if (holder === null) return 'Unassociated'
  return `${holder.kind === 'foreign' ? 'Associated with' : 'Held by'} ${holderText(holder)}`
}

export const groupState = (group: Group): 'live' | 'deleting' | 'deleted' =>
  group.state === 'deleting-keeping' ? 'deleting' : group.state
