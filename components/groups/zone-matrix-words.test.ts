import { expect, test } from 'vitest'
import type { NicPoolsView } from '@/lib/api/views/vms'
import type { MemberCount, PrivatePoolMatrix, PublicPoolMatrix } from '@/lib/domain/zone-matrix'
import { adviceTexts, matrixLines, matrixNotes } from './zone-matrix-words'

const none: MemberCount = { free: 0, ours: 0, others: 0 }

const nic = (own: PrivatePoolMatrix | null, lent: PublicPoolMatrix | null) =>
  ({
    name: 'eth0',
    privatePool: own && { matrix: own, entries: [] },
    publicPool: lent && { matrix: lent, members: [] },
  }) as unknown as NicPoolsView

const own: PrivatePoolMatrix = {
  ...{ nic: 'eth0', size: 5, launches: 3, next: true, covered: 2, wanted: 12, add: 8 },
  members: { free: 2, ours: 2, others: 1 },
}

const lent: PublicPoolMatrix = {
  ...{ nic: 'eth0', size: 4, launches: 3, unfit: 1, wanted: 12, add: 9 },
  covered: { least: 1, most: 2 },
  zones: [
    {
      ...{ zone: '1', zonal: { free: 1, ours: 1, others: 0 }, redundant: { free: 1, ours: 0, others: 0 } },
      ...{ next: true, covered: 2, add: 4 },
    },
    {
      ...{ zone: '3', zonal: none, redundant: { free: 1, ours: 0, others: 0 } },
      ...{ next: true, covered: 1, add: 5 },
    },
  ],
}

test('a line per pool and zone, in words and numbers', () => {
  const lines = matrixLines({ nics: [nic(own, lent)] }, 'public IPs')
  expect(
    lines.map(({ pool, zone, freeText, heldText, next, coveredText, addText }) =>
      [pool, zone, freeText, heldText, next, coveredText, addText].join(' | '),
    ),
  ).toEqual([
    'eth0, private IPs | Any zone | 2 | 2 by this group, 1 by others | true | 2 of 3 | 8',
    'eth0, public IPs | Zone 1 | 1, and 1 zone-redundant | 1 by this group | true | 2 of 3 | 4',
    'eth0, public IPs | Zone 3 | 1 zone-redundant | None | true | 1 of 3 | 5',
  ])
  expect(new Set(lines.map(({ key }) => key)).size).toBe(3)
})

test('what is known of the market is said, and no more', () => {
  expect(matrixNotes({ nics: [nic(own, lent)] }, 'VM')).toEqual([
    'The market chooses the zone and tells nobody its odds: the next VM gets a pool address where one is free, and a dynamic one elsewhere.',
    'Wherever the next 3 VMs land, at least 1 and at most 2 of them get an address of the pool of eth0.',
    'Zone-redundant members are counted in every zone, and each is given once.',
    '1 member of the pool of eth0 fits no VM of this group.',
  ])
  const dry = { ...lent, covered: { least: 0, most: 0 }, unfit: 0 }
  expect(matrixNotes({ nics: [nic(own, dry)] }, 'VM')).toContain(
    'None of the next 3 VMs gets an address of the pool of eth0, wherever they land.',
  )
  expect(matrixNotes({ nics: [nic(own, null)] }, 'VM')).toEqual([])
})

test('Z9: what is lacking, of each pool; nothing where all is there', () => {
  expect(adviceTexts({ nics: [nic(own, lent)] }, 6)).toEqual([
    'A replacement starts before the old one is gone, so pools of twice the maximum (12) never run dry.',
    'The private IP pool of eth0 lacks 8 members.',
    'The public IP pool of eth0 lacks 9 members.',
    'What is to be added to a zone may be of that zone, or zone-redundant.',
  ])
  expect(adviceTexts({ nics: [nic({ ...own, add: 0 }, null)] }, 6)).toEqual([])
})
