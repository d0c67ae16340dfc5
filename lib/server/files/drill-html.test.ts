import { expect, it } from 'vitest'
import { adviceSentence, durationText, scenarioSentence, shortageSentence } from '@/lib/api/drill-messages'
import { PLAIN_SCENARIO } from '@/lib/domain/drill'
import type { DrillReport } from '@/lib/domain/drill-report'
import { drillHtml } from './drill-html'

const report: DrillReport = {
  scope: { kind: 'group', groupId: 'sig-1', name: '<script>alert("1")</script>', cloud: 'azure' },
  scenario: { ...PLAIN_SCENARIO, zones: ['1'], capacityBack: 10 },
  ...{ seed: 7, takenAt: '2026-11-03T09:00:00.000Z', seconds: 63.25, ended: 'settled' },
  figures: {
    ...{ places: 2, struck: 1, darkAddresses: 1, darkLongest: 63.25, darkMedian: 63.25 },
    byFate: { kept: 1, moved: 0, 'fell-back': 1, waiting: 0, lost: 0 },
  },
  shortages: [
    { kind: 'pool', pool: 'public', groupId: 'sig-1', groupName: 'web', nic: 'eth0', zone: '3', count: 1 },
  ],
  advice: [
    {
      ...{ kind: 'grow-pool', pool: 'public', groupId: 'sig-1', groupName: 'web', nic: 'eth0', zone: '3' },
      ...{ add: 1, size: 2, target: null },
    },
  ],
  places: [
    {
      ...{ instanceId: 'vmi-000000000001', groupId: 'sig-1', groupName: 'web', zone: '1', zoneAfter: '3' },
      ...{ successorId: 'vmi-000000000002', struck: true, fate: 'fell-back' },
      why: 'No member was free in zone 3 & nowhere else.',
      addresses: [
        {
          ...{ kind: 'public', nic: 'eth0', subnetId: null, afterSubnetId: null, fate: 'fell-back' },
          ...{ before: '20.61.10.11', after: '20.61.99.1', darkFrom: 0, darkUntil: 63.25 },
        },
      ],
    },
  ],
  subnets: [],
}

it('is one page that loads nothing and runs nothing, and what it quotes is text', () => {
  const html = drillHtml(report, 'drill-000000000001')
  expect(html).toMatch(/^<!doctype html>/)
  expect(html).not.toMatch(/<script|<link|<img|@import|url\(|https?:/i)
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;')
  expect(html).toContain('in zone 3 &amp; nowhere else')
  expect(html).toContain('20.61.10.11 → 20.61.99.1')
  expect(html).toContain('1 of 2 taken')
  expect(html).toContain('1 min 3 s')
})

it('says what happens, what ran out and what to change', () => {
  expect(scenarioSentence(report.scenario)).toBe('Zone 1 is reclaimed; its capacity is back after 10 min.')
  const all = {
    ...PLAIN_SCENARIO,
    share: 40,
    instanceIds: ['a'],
    failing: { step: 'associate-public-ip', minutes: 5 },
  } as const
  expect(scenarioSentence(all)).toBe(
    '40 % of the machines are taken at random; 1 named machine is taken; the cloud fails at associating public IPs for 5 min.',
  )
  expect(report.shortages.map(shortageSentence)).toEqual([
    'The public IP pool of eth0 in web ran out in zone 3: 1 machine found no free member.',
  ])
  const full = '/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/web'
  expect(shortageSentence({ kind: 'subnet', subnetId: full, count: 2 })).toBe(
    'Subnet web was full: 2 interfaces could not be made.',
  )
  expect(report.advice.map(adviceSentence)).toEqual([
    'Add 1 public IP that fits zone 3, or all zones, to the public IP pool of eth0 in web, which has 2.',
  ])
})

it.each([
  [0, '0 s'],
  [59.6, '1 min'],
  [90.25, '1 min 30 s'],
  [3600, '1 h'],
  [3661, '1 h 1 min 1 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text)
})
