import type { GroupRow } from '@/lib/allocation/ports/group-rows'
import type { NetworkSnapshot } from '@/lib/allocation/ports/store'
import type { StateSentence } from '@/lib/api/views/instances'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { atStart, many } from '@/lib/domain/cloud-words'
import type { Group, NicConfig, PooledConfig } from '@/lib/domain/group'
import { countLent, type LentCount } from '@/lib/domain/lent-count'
import { plural } from '@/lib/domain/plural'
import { eachMember } from '@/lib/domain/pool'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import type { SubnetSnapshot } from '@/lib/domain/world'
import { publicPoolMatrix } from '@/lib/domain/zone-matrix'

/** What is read of a pooled group beside its row. */
export type PooledTold = { readonly lent: LentCount; readonly exhausted: readonly Exhausted[] }

/** A pool from which the next VM gets nothing: in these zones, or anywhere. */
export type Exhausted = {
  readonly nic: string
  readonly pool: 'private' | 'public'
  readonly zones: readonly string[] | 'anywhere'
}

export function tellPooled(
  group: Group & { readonly config: PooledConfig },
  vms: readonly PooledVm[],
  around: Pick<NetworkSnapshot, 'subnets' | 'publicIps'>,
): PooledTold {
  const { persistence, capacity } = group.config
  const { publicIps } = around
  const lending = persistence.interfaces.filter((nic) => nic.publicIp && nic.publicIpPool.length > 0)
  const empty = persistence.interfaces.filter(
    (nic) => nic.privateIpPool.length > 0 && !hasFree(nic, around.subnets.get(nic.subnetId)),
  )
  const spent = empty.map(({ name }): Exhausted => ({ nic: name, pool: 'private', zones: 'anywhere' }))
  return {
    lent: countLent(vms),
    exhausted: lending
      .flatMap((nic): Exhausted[] => {
        const matrix = publicPoolMatrix(nic, { id: group.id, capacity, persistence }, publicIps)
        const without = matrix.zones.filter(({ next }) => !next)
        if (without.length === 0) return []
        const everywhere = without.length === matrix.zones.length
        const zones = everywhere ? 'anywhere' : without.flatMap(({ zone }) => zone ?? [])
        return [{ nic: nic.name, pool: 'public', zones }]
      })
      .concat(spent),
  }
}

/** Looks no further than the first that is free; what rests for others is left aside, it is free in minutes (B4). */
function hasFree(nic: NicConfig, snapshot: SubnetSnapshot | undefined): boolean {
  for (const member of eachMember(nic.privateIpPool)) if (snapshot && !snapshot.held.has(member)) return true
  return false
}

/** The state of a pooled group as sentences, worst first; never empty. */
export function pooledStates(row: GroupRow, { exhausted, lent }: PooledTold): StateSentence[] {
  const { warnings, operations, vms, capacity } = row
  const { label, words } = cloudRules[row.cloud]
  const machine = words.machine
  const states: StateSentence[] = []
  const say = (tone: StateSentence['tone'], text: string) => states.push({ tone, text })
  if (row.state !== 'live') say('busy', row.state === 'deleted' ? 'Deleted' : 'Being deleted')
  if (warnings.drifted > 0) say('bad', `${plural(warnings.drifted, machine)} changed in ${label}`)
  if (vms.failed > 0) say('bad', `${plural(vms.failed, machine)} failed to launch`)
  if (operations.retrying > 0)
    say('warn', `${plural(operations.retrying, 'cloud call is', 'cloud calls are')} being repeated`)
  for (const pool of exhausted) say('warn', exhaustedText(pool, isNamed(pool, exhausted), words.publicIp))
  const changing = vms.coming + vms.leaving
  if (changing > 0) say('busy', `${plural(changing, machine)} changing`)
  if (row.state === 'live' && changing === 0 && vms.active < capacity.target)
    say('warn', `${vms.active} of ${plural(capacity.target, machine)} active`)
  if (states.length === 0) say('ok', calmText(row, lent, many(machine)))
  return states
}

function calmText({ instances }: GroupRow, lent: LentCount, machines: string): string {
  if (instances === 0) return `No ${machines}`
  return lent.onPool > 0 && lent.dynamic === 0 ? 'All on pool addresses' : `All ${machines} active`
}

/** Where pools of the same sort are exhausted at several interfaces, each is named. */
const isNamed = (one: Exhausted, all: readonly Exhausted[]): boolean =>
  all.some((other) => other.pool === one.pool && other.nic !== one.nic)

/** "Public IP pool exhausted in zone 3", "Private IP pool of eth1 exhausted" */
function exhaustedText({ nic, pool, zones }: Exhausted, named: boolean, publicIp: string): string {
  const of = named ? ` of ${nic}` : ''
  const where =
    zones === 'anywhere'
      ? ''
      : zones.length === 1
        ? ` in zone ${zones[0]}`
        : ` in zones ${zones.join(' and ')}`
  return `${pool === 'public' ? atStart(publicIp) : 'Private IP'} pool${of} exhausted${where}`
}
