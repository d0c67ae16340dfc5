import { expect, test } from 'vitest'
import { refusalSentence } from '@/lib/api/messages'
import { CAPS, type CapName, capReached } from '@/lib/domain/cap'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import type { InventoryKind } from '@/lib/domain/inventory-diff'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { groupCap, instanceCap, inventoryCap } from './check-caps'

const groups = (count: number) => ({
  liveGroupIds: async () => Array.from({ length: count }, (_, n) => `${n}`),
})

test('a group more is refused where there are as many as there may be', async () => {
  expect(await groupCap(groups(CAPS.groups - 1))).toBeNull()
  expect(await groupCap(groups(CAPS.groups))).toEqual(capReached('groups'))
})

const instances = (count: number, state: StatefulInstance['state'], from = 0) =>
  Array.from({ length: count }, (_, n) => ({ id: `ssi-${from + n}`, state }) as StatefulInstance)

test('a group has so many instances, those that leave in the same change not counted', () => {
  const full = instances(CAPS.instancesOfOne, 'active')
  const onMore = instances(1, 'paused', CAPS.instancesOfOne)
  expect(instanceCap(full, { changed: [] })).toBeNull()
  expect(instanceCap(full, { changed: instances(5, 'paused') })).toBeNull()
  expect(instanceCap(full, { changed: onMore })).toEqual(capReached('instancesOfOne'))
  expect(instanceCap(full, { changed: [...onMore, ...instances(1, 'deallocated')] })).toBeNull()
})

test('a group that has more already is refused only what adds to them', () => {
  const many = instances(CAPS.instancesOfOne + 5, 'active')
  const onMore = instances(1, 'resuming', CAPS.instancesOfOne + 5)
  expect(instanceCap(many, { changed: instances(5, 'paused') })).toBeNull()
  expect(instanceCap(many, { changed: instances(2, 'deallocated') })).toBeNull()
  expect(instanceCap(many, { changed: [...onMore, ...instances(1, 'deallocated')] })).toBeNull()
  expect(instanceCap(many, { changed: onMore })).toEqual(capReached('instancesOfOne'))
  const gone = instances(9, 'deallocated', CAPS.instancesOfOne + 10)
  expect(instanceCap([...many, ...gone], { changed: onMore })).toEqual(capReached('instancesOfOne'))
})

const added = (kind: InventoryKind, count: number) =>
  Array.from({ length: count }, (_, n) => ({ kind, id: `${kind}-${n}`, label: '', what: [] }))

test('an import that would bring too much is refused, one that only takes away is not', () => {
  const of = (come: number, go: number) =>
    inventoryCap(EMPTY_INVENTORY, { added: added('subnet', come), gone: added('subnet', go) })
  expect(of(CAPS.subnets, 0)).toBeNull()
  expect(of(CAPS.subnets + 1, 0)).toEqual(capReached('subnets'))
  expect(of(CAPS.subnets + 1, 1)).toBeNull()
  const known = { ...EMPTY_INVENTORY, subnets: Array.from({ length: CAPS.subnets + 5 }) as never[] }
  expect(inventoryCap(known, { added: [], gone: added('subnet', 1) })).toBeNull()
  expect(inventoryCap(known, { added: added('interface', 5), gone: [] })).toBeNull()
})

test('every cap is refused with its number and a way out', () => {
  for (const cap of Object.keys(CAPS) as CapName[]) {
    const sentence = refusalSentence(capReached(cap))
    expect(sentence).toContain(CAPS[cap].toLocaleString('en'))
    expect(sentence).toMatch(/^[A-Z0-9].*\.$/)
  }
})
