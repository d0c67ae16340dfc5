import { describe, expect, it } from 'vitest'
import { groupConfig } from '@/lib/testing/worlds'
import { address } from './address'
import type { Retention, StatefulConfig } from './group'
import { retentionEnds } from './retention'
import type { StatefulInstance } from './stateful-instance'

const PAUSED = '2026-11-01T00:00:00.000Z'

const instance = (n: number, part: Partial<StatefulInstance> = {}): StatefulInstance => ({
  ...{ id: `ssi-${n}`, groupId: 'g', ordinal: n, origin: 'random', retained: false, desired: 'paused' },
  ...{
    state: 'paused',
    reason: null,
    subnetId: 's',
    address: address(`10.0.1.${n}`),
    interfaceId: `eni-${n}`,
  },
  ...{ publicIpId: null, machineId: null, machineCount: 1, stateSince: PAUSED, createdAt: PAUSED },
  ...{ addressWhy: '', drift: null, failedReleases: 0 },
  ...part,
})

const config = (retention: Retention | null, target = 0, pool = ''): StatefulConfig =>
  groupConfig({ pool, retention, capacity: { minimum: 0, target, maximum: 9 } })

const days = (n: number, poolMembers = false): Retention => ({ days: n, poolMembers })
const released = (...args: Parameters<typeof retentionEnds>) => [...retentionEnds(...args).keys()]

describe('releasing what is paused, after so many days', () => {
  it('is never without the setting, and is counted from when it became paused with it', () => {
    expect(released(config(null), [instance(1)])).toEqual([])
    expect(retentionEnds(config(days(7)), [instance(1)]).get('ssi-1')).toBe('2026-11-08T00:00:00.000Z')
  })

  it.each([
    ['active', { state: 'active', machineId: 'i-1' }],
    ['being paused', { state: 'pausing' }],
    ['in error', { state: 'error' }],
    ['without an interface', { interfaceId: null }],
    ['of a pool member', { origin: 'pool' }],
  ] as const)('leaves alone what is %s', (_, part) => {
    expect(released(config(days(7), 0, '10.0.1.1'), [instance(1, part)])).toEqual([])
  })

  it('takes what is retained, and pool instances where they are chosen', () => {
    const both = [instance(1, { origin: 'pool', retained: true }), instance(2, { origin: 'pool' })]
    expect(released(config(days(7), 0, '10.0.1.2'), both)).toEqual(['ssi-1'])
    expect(released(config(days(7, true), 0, '10.0.1.2'), both)).toEqual(['ssi-1', 'ssi-2'])
  })

  it('leaves as many as target would make anew, those paused last', () => {
    const three = [
      instance(1, { stateSince: '2026-11-03T00:00:00.000Z' }),
      instance(2),
      instance(3, { state: 'active', machineId: 'i-3' }),
    ]
    expect(released(config(days(7), 1), three)).toEqual(['ssi-2', 'ssi-1'])
    expect(released(config(days(7), 2), three)).toEqual(['ssi-2'])
    expect(released(config(days(7), 3), three)).toEqual([])
  })
})
