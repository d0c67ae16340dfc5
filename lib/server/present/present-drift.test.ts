import { describe, expect, test } from 'vitest'
import { paths } from '@/lib/api/paths'
import type { DriftRecord } from '@/lib/domain/drift'
import { presentDrift, presentSync } from './present-drift'

const record = (over: Partial<DriftRecord> = {}): DriftRecord => ({
  ...{ id: 'drf-000000000001', key: 'k', kind: 'interface-moved', cloud: 'aws', groupId: 'sig-1' },
  ...{ instanceId: 'ssi-1', nic: null, subnetId: 'subnet-1', address: '10.0.1.7', interfaceId: 'eni-1' },
  ...{
    machineId: 'i-1',
    publicIpId: null,
    repairs: ['roll-back'],
    source: 'cloud',
    since: '2026-11-03T09:00:00.000Z',
  },
  ...{ closedAt: null, outcome: null, repair: null, repairAt: null, repairBy: null },
  recorded: { interface: 'eni-1', attachedTo: 'i-1' },
  found: { interface: 'eni-1', attachedTo: 'i-x', heldBy: 'batch' },
  ...over,
})
const nameOf = (id: string) => (id === 'sig-1' ? 'ring' : null)

describe('a difference as it is shown', () => {
  test('recorded stands beside found, and what only one side has is none on the other', () => {
    expect(presentDrift(record(), nameOf)).toMatchObject({
      ...{ kindText: 'Interface on another machine', group: { id: 'sig-1', name: 'ring' }, advice: null },
      sides: [
        { name: 'ENI', recorded: 'eni-1', found: 'eni-1', differs: false },
        { name: 'Attached to', recorded: 'i-1', found: 'i-x', differs: true },
        { name: 'Held by', recorded: null, found: 'batch', differs: true },
      ],
      repairs: [{ kind: 'roll-back', label: 'Roll back to paused' }],
    })
  })

  test('where Holdfast can do nothing it says where that is done', () => {
    const unknown = presentDrift(record({ kind: 'unknown-interface', groupId: null, repairs: [] }), nameOf)
    expect(unknown.group).toBeNull()
    expect(unknown.way?.href).toBe(paths.retained())
    const gone = presentDrift(record({ kind: 'network-gone', repairs: [] }), nameOf)
    expect(gone.way?.href).toBe(paths.editGroup('sig-1'))
  })

  test('a repair that was begun, and what became of it', () => {
    const at = '2026-11-03T09:01:00.000Z'
    const begun = { repair: 'roll-back', repairAt: at, repairBy: 'holdfast' } as const
    expect(presentDrift(record(begun), nameOf).begun).toMatchObject({ at, byItself: true })
    const closed = record({ ...begun, closedAt: at, outcome: 'repaired' })
    expect(presentDrift(closed, nameOf).closed).toEqual({ at, outcome: 'repaired' })
  })
})

test('how far a look is, and what the last one came to', () => {
  const since = '2026-11-03T09:00:00.000Z'
  const running = { cloud: 'aws', phase: 'comparing', done: 3, of: 12, since } as const
  const last = { cloud: 'azure', at: since, tookMs: 1_234, interfaces: 1, problem: null } as const
  expect(presentSync({ running, last: [last], nextAt: null })).toMatchObject({
    running: { text: 'Comparing with AWS: 3 of 12 groups', share: 0.25 },
    last: [{ label: 'Azure', tookText: '1 interface in 1.2 s' }],
  })
  const reading = { cloud: 'aws', phase: 'reading', done: 2_000, of: null, since } as const
  expect(presentSync({ running: reading, last: [], nextAt: null }).running).toMatchObject({
    ...{ text: 'Reading AWS: 2,000 interfaces so far', share: null },
  })
})
