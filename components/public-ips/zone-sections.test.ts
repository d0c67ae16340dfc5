import { describe, expect, it } from 'vitest'
import type { PublicIpView } from '@/lib/api/views/network'
import {
  countStates,
  groupChoices,
  nextCell,
  retiredSku,
  sectionsOf,
  sectionText,
  skuText,
  zonedRegions,
  zoneText,
} from './zone-sections'

const ip = (
  name: string,
  zones: readonly string[],
  over: Partial<PublicIpView> = {},
  sku: 'standard' | 'basic' = 'standard',
): PublicIpView => ({
  id: `/subscriptions/0/resourcegroups/net/providers/microsoft.network/publicipaddresses/${name}`,
  ...{ cloud: 'azure', region: 'westeurope', name, address: `20.1.0.${name.length}`, resourceGroup: 'net' },
  traits: { sku, zones, method: 'static' },
  ...{ stateText: 'Unassociated', state: 'unused', usable: true, holder: null, pool: null },
  ...over,
})

const web = { id: 'g1', name: 'web' }
const ips = [
  ip('zone-one-late', ['1'], { state: 'pool-free', pool: web }),
  ip('one', ['1'], { state: 'other', stateText: 'Associated with db-nic, not one of ours' }),
  ip('all', ['1', '2', '3'], {
    ...{ state: 'pool-held', pool: web },
    holder: { kind: 'instance', instanceId: 'vmi-1', groupId: 'g2', groupName: 'api' },
  }),
  ip('old', [], {}, 'basic'),
]
const NO_FILTER = { q: '', group: '', state: '' } as const

describe('Z6 the public IPs of a region by zone', () => {
  it('stand in the section in which they fit, by address; an empty section stays', () => {
    const sections = sectionsOf(ips, NO_FILTER)
    expect(sections.map(({ label, shown }) => [label, shown.map(({ name }) => name)])).toEqual([
      ['Zone 1', ['one', 'zone-one-late']],
      ['Zone 2', []],
      ['Zone 3', []],
      ['Zone-redundant', ['all']],
      ['No zone', ['old']],
    ])
    expect(sections.map(sectionText)).toEqual([
      '2 addresses: 1 pool, free; 1 held by others',
      'No address',
      'No address',
      '1 address: 1 pool, held',
      '1 address: 1 unused',
    ])
  })

  it.each([
    ['its group', { ...NO_FILTER, group: 'g1' }, ['zone-one-late', 'all']],
    ['the group of its holder', { ...NO_FILTER, group: 'g2' }, ['all']],
    ['its state', { ...NO_FILTER, state: 'other' as const }, ['one']],
    ['words', { ...NO_FILTER, q: 'db-nic' }, ['one']],
    ['all at once', { q: 'late', group: 'g1', state: 'pool-held' as const }, []],
  ])('are filtered by %s, and the counts stay', (_, filter, names) => {
    const sections = sectionsOf(ips, filter)
    expect(sections.flatMap(({ shown }) => shown.map(({ name }) => name))).toEqual(names)
    expect(sections.map(({ total }) => total)).toEqual([2, 0, 0, 1, 1])
  })

  it('say how many a filter left', () => {
    expect(sectionText(sectionsOf(ips, { ...NO_FILTER, q: 'late' })[0] as never)).toBe(
      '2 addresses, 1 shown: 1 pool, free; 1 held by others',
    )
  })

  it('offer the groups that list or hold one', () => {
    expect(groupChoices(ips)).toEqual([
      { value: 'g2', label: 'api' },
      { value: 'g1', label: 'web' },
    ])
    expect(countStates(ips)).toMatchObject({
      'pool-free': 1,
      'pool-held': 1,
      dynamic: 0,
      other: 1,
      unused: 1,
    })
  })
})

it('only regions of clouds with zones are offered', () => {
  const elastic = ip('eip', [], { cloud: 'aws', region: 'us-east-1', traits: null })
  expect(zonedRegions([...ips, elastic])).toEqual([
    { value: 'westeurope', label: 'Azure · West Europe (Netherlands)' },
  ])
})

it('Z4 a legacy SKU is called retired, with the reason', () => {
  const [, , , old] = ips as [PublicIpView, PublicIpView, PublicIpView, PublicIpView]
  expect(skuText(old)).toBe('Basic, retired')
  expect(retiredSku(old)?.why).toContain('30 September 2025')
  expect(skuText(ips[0] as PublicIpView)).toBe('Standard')
  expect(skuText(ip('eip', [], { cloud: 'aws', traits: null }))).toBeNull()
  expect(zoneText(old)).toBe('No zone')
})

describe('the arrow keys', () => {
  const columns = [['a', 'b', 'c'], [], ['d'], ['e', 'f']]
  it.each([
    ['a', 'ArrowDown', 'b'],
    ['a', 'ArrowUp', null],
    ['c', 'ArrowRight', 'd'],
    ['d', 'ArrowRight', 'e'],
    ['f', 'ArrowLeft', 'd'],
    ['a', 'ArrowLeft', null],
    ['f', 'ArrowRight', null],
    ['b', 'Home', 'a'],
    ['b', 'End', 'c'],
    ['b', 'Tab', null],
    ['gone', 'ArrowDown', 'a'],
  ])('from %s %s leads to %s', (at, key, to) => expect(nextCell(columns, at, key)).toBe(to))
})
