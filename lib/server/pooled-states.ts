import type { GroupRow } from '@/lib/allocation/reads-port'
import type { StateSentence } from '@/lib/api/views/instances'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { atStart, many } from '@/lib/domain/cloud-words'
import type { Group, PooledConfig } from '@/lib/domain/group'
import { countLent, type LentCount } from '@/lib/domain/lent-count'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import type { PublicIpSnapshot } from '@/lib/domain/world'
import { publicPoolMatrix } from '@/lib/domain/zone-matrix'
import { plural } from './plural'

/** What is read of a pooled group beside its row. */
export type PooledTold = { readonly lent: LentCount; readonly exhausted: readonly Exhausted[] }

/** A public IP pool from which the next VM gets nothing: in these zones, or anywhere. */
export type Exhausted = { readonly nic: string; readonly zones: readonly string[] | 'anywhere' }

export function tellPooled(
  group: Group & { readonly config: PooledConfig },
  vms: readonly PooledVm[],
  publicIps: ReadonlyMap<string, PublicIpSnapshot>,
): PooledTold {
  const { persistence, capacity } = group.config
  const lending = persistence.interfaces.filter((nic) => nic.publicIp && nic.publicIpPool.length > 0)
  return {
    lent: countLent(persistence, vms),
    exhausted: lending.flatMap((nic) => {
      const matrix = publicPoolMatrix(nic, { id: group.id, capacity, persistence }, publicIps)
      const without = matrix.zones.filter(({ next }) => !next)
      if (without.length === 0) return []
      const everywhere = without.length === matrix.zones.length
      return [{ nic: nic.name, zones: everywhere ? 'anywhere' : without.flatMap(({ zone }) => zone ?? []) }]
    }),
  }
}

/** The state of a pooled group as sentences, worst first; never empty. */
export function pooledStates(row: GroupRow, { exhausted }: PooledTold): StateSentence[] {
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
  for (const pool of exhausted) say('warn', exhaustedText(pool, exhausted.length > 1, words.publicIp))
  if (row.pool.size > 0 && row.pool.used >= row.pool.size) say('warn', 'Private IP pools exhausted')
  const changing = vms.coming + vms.leaving
  if (changing > 0) say('busy', `${plural(changing, machine)} changing`)
  if (row.state === 'live' && row.active < capacity.target)
    say('warn', `${row.active} of ${capacity.target} wanted`)
  if (states.length === 0)
    say('ok', row.instances === 0 ? `No ${many(machine)}` : `All ${many(machine)} active`)
  return states
}

/** "Public IP pool exhausted in zone 3"; the interface is named where several are. */
function exhaustedText({ nic, zones }: Exhausted, several: boolean, publicIp: string): string {
  const of = several ? ` of ${nic}` : ''
  const where =
    zones === 'anywhere'
      ? ''
      : zones.length === 1
        ? ` in zone ${zones[0]}`
        : ` in zones ${zones.join(' and ')}`
  return `${atStart(publicIp)} pool${of} exhausted${where}`
}
