import { expect, it } from 'vitest'
import type { StreamMessage } from '@/lib/api/views/events'
import { queriesNamedBy } from './live-queries'

const message = (part: Partial<StreamMessage>): StreamMessage => ({
  seq: 1,
  groupIds: [],
  subnetIds: [],
  kinds: [],
  ...part,
})

it('reads again only what a message names', () => {
  expect(
    queriesNamedBy(message({ groupIds: ['g1'], subnetIds: ['s1', 's2'], kinds: ['instance-resumed'] })),
  ).toEqual([
    ['events'],
    ['nav'],
    ['simulator'],
    ['ledger'],
    ['held'],
    ['group', 'g1'],
    ['subnet', 's1'],
    ['subnet', 's2'],
    ['groups'],
    ['subnets'],
    ['network'],
    ['address'],
  ])
})

it('reads the Elastic IPs again only when one of them changed', () => {
  expect(queriesNamedBy(message({ kinds: ['instance-paused'] }))).not.toContainEqual(['public-ips'])
  expect(queriesNamedBy(message({ kinds: ['public-ip-associated'] }))).toContainEqual(['public-ips'])
})

it('B4 the end of a rest reads again what draws addresses, and no history, because nothing happened', () => {
  expect(queriesNamedBy(message({ subnetIds: ['s1'] }))).toEqual([
    ['subnet', 's1'],
    ['subnets'],
    ['network'],
    ['address'],
  ])
})

it('an import may have changed every list', () => {
  const named = queriesNamedBy(message({ kinds: ['inventory-imported'] }))
  for (const key of ['subnets', 'network', 'groups', 'public-ips']) expect(named).toContainEqual([key])
})

it('reads drift again when some was found or closed, and only how a look stands while one gets on', () => {
  expect(queriesNamedBy(message({ kinds: ['drift-found'] }))).toContainEqual(['drift'])
  expect(queriesNamedBy(message({ sync: true }))).toEqual([['drift', 'sync']])
})
