import { DRIFT_TITLES, driftAdvice, factName, MAY_STAY, mayStay, repairLabel } from '@/lib/api/drift-messages'
import { paths } from '@/lib/api/paths'
import type { DriftSide, DriftView, SyncView } from '@/lib/api/views/drifts'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { Drift, DriftFact, DriftRecord } from '@/lib/domain/drift'
import { driftSentence, repairSentence } from '@/lib/domain/drift-words'
import { plural } from '@/lib/domain/plural'
import type { SyncStatus } from '@/lib/server/background/sync-loop'

/** `nameOf`: of a group, null where it is not known any more. `contested`: how often the same was repaired by itself. */
export function presentDrift(
  drift: DriftRecord,
  nameOf: (groupId: string) => string | null,
  contested: DriftView['contested'] = null,
): DriftView {
  const words = wordsOf(drift.cloud)
  const { groupId, repair, repairAt } = drift
  const name = groupId && nameOf(groupId)
  return {
    ...{ id: drift.id, kind: drift.kind, kindText: DRIFT_TITLES[drift.kind], sentence: driftSentence(drift) },
    cloud: drift.cloud,
    group: groupId && name ? { id: groupId, name } : null,
    ...{ instanceId: drift.instanceId, nic: drift.nic, subnetId: drift.subnetId, address: drift.address },
    ...{ interfaceId: drift.interfaceId, publicIpId: drift.publicIpId, since: drift.since },
    source: drift.source,
    sides: sidesOf(drift),
    closed: drift.closedAt && drift.outcome ? { at: drift.closedAt, outcome: drift.outcome } : null,
    begun:
      repair && repairAt
        ? { text: repairSentence(repair, words), at: repairAt, byItself: drift.repairBy === 'holdfast' }
        : null,
    repairs: drift.repairs.map((kind) => ({
      ...{ kind, label: repairLabel(kind, words), text: repairSentence(kind, words) },
    })),
    advice: adviceOf(drift),
    contested: drift.closedAt === null ? contested : null,
    mayStay: mayStay(drift.kind, drift.cloud),
    way: wayOf(drift),
  }
}

function adviceOf({ kind, cloud, repairs }: DriftRecord): string | null {
  if (mayStay(kind, cloud)) return MAY_STAY
  return repairs.length === 0 ? driftAdvice(kind, cloud) : null
}

function wayOf({ kind, groupId }: DriftRecord): DriftView['way'] {
  if (kind.startsWith('unknown')) return { label: 'Retained and orphaned', href: paths.retained() }
  if (groupId !== null && (kind === 'subnet-gone' || kind === 'network-gone'))
    return { label: 'Edit the group', href: paths.editGroup(groupId) }
  return null
}

/** Recorded beside found, fact by fact, in the order in which they were told. */
function sidesOf({ cloud, recorded, found }: Pick<Drift, 'cloud' | 'recorded' | 'found'>): DriftSide[] {
  const words = wordsOf(cloud)
  const facts = [...new Set([...Object.keys(recorded), ...Object.keys(found)])] as DriftFact[]
  return facts.map((fact) => {
    const [was, is] = [recorded[fact] ?? null, found[fact] ?? null]
    return { name: factName(fact, words), recorded: was, found: is, differs: was !== is }
  })
}

export function presentSync({ running, last, nextAt }: SyncStatus): SyncView {
  return {
    running: running && {
      text: runningText(running),
      share: running.of === null || running.of === 0 ? null : running.done / running.of,
      since: running.since,
    },
    last: last.map(({ cloud, at, tookMs, interfaces, problem }) => ({
      ...{ cloud, label: cloudRules[cloud].label, at, problem },
      tookText: `${plural(interfaces, 'interface')} in ${(tookMs / 1000).toLocaleString('en', { maximumFractionDigits: 1 })} s`,
    })),
    nextAt,
  }
}

function runningText({ cloud, phase, done, of }: NonNullable<SyncStatus['running']>): string {
  const { label } = cloudRules[cloud]
  if (phase === 'reading')
    return done === 0 ? `Reading ${label}` : `Reading ${label}: ${plural(done, 'interface')} so far`
  return `Comparing with ${label}: ${done.toLocaleString('en')} of ${plural(of ?? 0, 'group')}`
}
