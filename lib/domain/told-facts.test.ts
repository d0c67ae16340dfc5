import { describe, expect, it } from 'vitest'
import { Fold, type TellingEvent } from './fold-events'
import { differingFacts, mergeFacts } from './told-facts'

describe('facts of a member', () => {
  it('differ by what changed; what is no longer so is said as null', () => {
    expect(differingFacts({ state: 'paused', drift: 'lost' }, { state: 'active' })).toEqual({
      state: 'active',
      drift: null,
    })
    expect(
      differingFacts(
        { nics: { eth0: { private: 'pool', address: '10.0.2.7' } } },
        { nics: { eth0: { private: 'pool', address: '10.0.2.7', interfaceId: 'nic-1' } } },
      ),
    ).toEqual({ nics: { eth0: { interfaceId: 'nic-1' } } })
    expect(differingFacts({ state: 'paused' }, { state: 'paused' })).toEqual({})
  })

  it('take from an event only what is a fact of a member', () => {
    expect(mergeFacts({ state: 'paused', desired: 'paused' }, { state: 'resuming', target: 4 })).toEqual({
      state: 'resuming',
      desired: 'paused',
    })
    expect(mergeFacts({ reason: 'No capacity.' }, { reason: null })).toEqual({})
    expect(
      mergeFacts({ nics: { eth0: { public: 'undecided' } } }, { nics: { eth0: { public: 'none' } } }),
    ).toEqual({ nics: { eth0: { public: 'none' } } })
  })
})

const event = (at: string, kind: TellingEvent['kind'], over: Partial<TellingEvent> = {}): TellingEvent => ({
  ...{ at, kind, instanceId: 'ssi-1', subnetId: null, address: null, after: null },
  ...over,
})

describe('the fold', () => {
  it('tells an instance from its first event on, with the place where it was created', () => {
    const fold = new Fold()
    fold.add(event('t0', 'address-allocated'))
    expect(fold.get('ssi-1')).toBeNull()
    fold.add(
      event('t1', 'instance-created', {
        ...{ subnetId: 'subnet-1', address: '10.0.3.7' },
        after: { origin: 'pool', ordinal: 1, state: 'paused', desired: 'paused' },
      }),
    )
    fold.add(event('t2', 'instance-resuming', { after: { state: 'resuming', desired: 'active' } }))
    fold.add(event('t3', 'interface-attached', { after: { machineId: 'i-1' } }))
    expect(fold.present()).toEqual([
      {
        ...{ id: 'ssi-1', createdAt: 't1', stateSince: 't2', machines: 1 },
        facts: {
          ...{ subnetId: 'subnet-1', address: '10.0.3.7', origin: 'pool', ordinal: 1 },
          ...{ state: 'resuming', desired: 'active', machineId: 'i-1' },
        },
      },
    ])
  })

  it('leaves out who had gone, and keeps the order of creation', () => {
    const fold = new Fold()
    const born = (id: string, ordinal: number) =>
      event('t1', 'instance-created', { instanceId: id, after: { ordinal, state: 'paused' } })
    for (const one of [born('ssi-3', 3), born('ssi-1', 1), born('ssi-2', 2)]) fold.add(one)
    fold.add(event('t2', 'instance-deallocated', { after: { state: 'deallocated' } }))
    expect(fold.present().map(({ id }) => id)).toEqual(['ssi-2', 'ssi-3'])
  })
})
