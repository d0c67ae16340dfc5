import { describe, expect, it } from 'vitest'
import { ACCOUNT_EVENT_TITLES } from '@/lib/domain/account-event'
import { readSources } from '@/lib/testing/source-scan'
import { changesOf } from './event-changes'
import { EVENT_KINDS, kindTone, kindWords } from './event-words'

describe('changesOf', () => {
  it('lists only what differs', () => {
    expect(
      changesOf({ state: 'paused', zone: 'a' }, { state: 'active', zone: 'a', machineId: 'i-1' }),
    ).toEqual([
      { name: 'State', before: 'paused', after: 'active' },
      { name: 'Machine', before: null, after: 'i-1' },
    ])
  })

  it('says lists, numbers and yes or no as text', () => {
    expect(
      changesOf({ pool: [], target: 1000, keep: true }, { pool: ['a', 'b'], target: 2, keep: false }),
    ).toEqual([
      { name: 'Pool', before: 'none', after: 'a, b' },
      { name: 'Target', before: '1,000', after: '2' },
      { name: 'Keep', before: 'yes', after: 'no' },
    ])
  })

  it('says one by one what the interfaces of a VM have', () => {
    const after = { nics: { eth0: { address: '10.0.2.7', primary: true }, eth1: { interfaceId: null } } }
    const before = { nics: { eth1: { interfaceId: 'nic-1' } } }
    expect(changesOf(before, after)).toEqual([
      { name: 'Eth1 interface', before: 'nic-1', after: null },
      { name: 'Eth0 address', before: null, after: '10.0.2.7' },
      { name: 'Eth0 primary', before: null, after: 'yes' },
    ])
  })

  it('is empty where there is nothing to compare', () => expect(changesOf(null, null)).toEqual([]))
})

describe('event kinds', () => {
  it('are each listed once', () => {
    const kinds = EVENT_KINDS.flatMap((part) => part.kinds)
    const { text } = readSources(['lib/domain']).find(({ path }) => path === 'lib/domain/event.ts') ?? {
      text: '',
    }
    const all = [...text.matchAll(/^ {2}\| '([a-z-]+)'$/gm)].map(([, kind]) => kind)
    expect(all.length).toBeGreaterThan(50)
    expect([...kinds].sort()).toEqual([...all, ...Object.keys(ACCOUNT_EVENT_TITLES)].sort())
  })

  it('have words and a tone', () => {
    expect(kindWords('public-ip-taken')).toBe('Public IP taken')
    expect(kindWords('vm-launched')).toBe('VM launched')
    expect(kindWords('instance-rolled-back')).toBe('Instance rolled back')
    expect(kindTone('instance-failed')).toBe('bad')
    expect(kindTone('instance-resumed')).toBe('good')
    expect(kindTone('address-released')).toBe('warn')
    expect(kindTone('instance-pausing')).toBe('calm')
  })
})
