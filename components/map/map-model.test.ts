import { describe, expect, it } from 'vitest'
import type { OccupancyView } from '@/lib/api/views/network'
import { address, formatAddress } from '@/lib/domain/address'
import { cidr, cidrSize, formatCidr } from '@/lib/domain/cidr'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { ADDRESS_STATUSES, occupancyOf } from '@/lib/domain/occupancy'
import { countBlocks } from '@/lib/domain/occupancy-parts'
import { packCells } from '@/lib/domain/packed-cells'
import { parsePoolEntry } from '@/lib/domain/pool'
import { blockWords, describeIndex, formatCount, spoken } from './describe'
import { listRows } from './list-rows'
import { changedCells, modelOf, squareModel, statusAtIndex } from './map-model'
import { pickingOf, pickingText, refusalText } from './picking'

const range = (text: string) => {
  const parsed = parsePoolEntry(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}

function occupancy(text: string, active: string, pool?: string): OccupancyView {
  const within = cidr(text)
  const found = occupancyOf(within, {
    reserved: cloudRules.aws.reservedIn(within),
    holds: [{ status: 'active', ranges: [range(active)] }],
    pool: pool ? [range(pool)] : [],
    drift: [address(active.split('-')[0] ?? '')],
  })
  const cells = cidrSize(within) <= 65_536n
  const strings = (counts: object) =>
    Object.fromEntries(Object.entries(counts).map(([key, value]) => [key, String(value)]))
  return {
    subnet: { id: 'subnet-1', cloud: 'aws' } as OccupancyView['subnet'],
    cidr: text,
    within: text,
    seq: 1,
    counts: strings(found.counts) as OccupancyView['counts'],
    cells: cells ? Buffer.from(packCells(found)).toString('base64') : null,
    blocks: cells
      ? null
      : countBlocks(found, within.prefix + 8).map((block) => ({
          cidr: formatCidr(block.cidr),
          counts: strings(block.counts),
        })),
    drift: found.drift.map(formatAddress),
  }
}

const small = occupancy('10.0.1.0/24', '10.0.1.32-10.0.1.37', '10.0.1.112-10.0.1.117')
const never = () => false

describe('the legend adds up to the size of the CIDR', () => {
  it.each([
    ['10.0.1.0/24', '10.0.1.32-10.0.1.37', ['10.0.1.16-10.0.1.21', '10.0.1.36-10.0.1.40']],
    ['10.0.0.0/16', '10.0.3.0-10.0.9.17', ['10.0.0.0/20']],
    ['10.0.0.0/8', '10.3.0.0-10.9.1.2', ['10.0.0.0-10.200.0.7', '11.0.0.0/24']],
    ['2001:db8::/64', '2001:db8::10-2001:db8::1f', ['2001:db8::5-2001:db8::40']],
  ])('%s with planned addresses over it', (text, active, planned) => {
    for (const ranges of [[], planned]) {
      const model = modelOf(occupancy(text, active), ranges)
      const sum = ADDRESS_STATUSES.reduce((total, status) => total + model.counts[status], 0n)
      expect(sum).toBe(cidrSize(cidr(text)))
      expect(sum).toBe(model.total)
    }
  })

  it('counts as planned only what nobody holds', () => {
    const model = modelOf(small, ['10.0.1.36-10.0.1.40', '10.0.1.112', '10.0.1.0'])
    expect(model.counts).toMatchObject({ planned: 4n, active: 6n, pool: 5n, reserved: 5n })
    expect(statusAtIndex(model, 36)).toBe('active')
    expect(statusAtIndex(model, 38)).toBe('planned')
  })

  it('moves planned addresses of blocks out of the free ones', () => {
    const model = modelOf(occupancy('10.0.0.0/8', '10.3.0.0-10.3.255.255'), ['10.2.255.0-10.3.0.9'])
    expect(model.blocks?.[2]?.planned).toBe(256n)
    expect(model.blocks?.[3]?.planned).toBe(0n)
    expect(statusAtIndex(model, 3)).toBe('active')
    expect(statusAtIndex(model, 9)).toBe('free')
  })
})

describe('what changed between two states', () => {
  it('is the cells whose status differs, of the same CIDR only', () => {
    const before = modelOf(small)
    expect(changedCells(before, modelOf(small, ['10.0.1.16-10.0.1.17']))).toEqual([16, 17])
    expect(changedCells(before, modelOf(occupancy('10.0.2.0/24', '10.0.2.9')))).toEqual([])
  })
})

describe('a square as a map of its own', () => {
  it('has its cells, its counts and its drift', () => {
    const model = modelOf(occupancy('10.0.16.0/20', '10.0.17.3-10.0.17.9'))
    const square = squareModel(model, 1)
    expect(formatCidr(square.layout.cidr)).toBe('10.0.17.0/24')
    expect(square.counts).toMatchObject({ active: 7n, free: 249n })
    expect([...square.drift]).toEqual([3])
  })
})

describe('picking pool members (B2 at once, on the map)', () => {
  const model = modelOf(small, ['10.0.1.16-10.0.1.17'])
  const picked = (index: number) => index === 16 || index === 17

  it('adds what is usable and not picked, and says what is left out', () => {
    const picking = pickingOf(model, [16, 21], picked, never)
    expect(picking).toMatchObject({ effect: 'add', ranges: ['10.0.1.18-10.0.1.21'], count: 4, refused: null })
    expect(pickingText(model.layout, picking)).toBe('10.0.1.16-21, 4 addresses')
    const mixed = pickingOf(model, [30, 40], picked, never)
    expect(mixed).toMatchObject({
      ranges: ['10.0.1.30-10.0.1.31', '10.0.1.38-10.0.1.40'],
      refused: { index: 32, count: 6 },
    })
    expect(pickingText(model.layout, mixed)).toBe('10.0.1.30-40, 5 addresses, 6 cannot be used')
  })
  it('removes a range that is picked altogether', () => {
    const picking = pickingOf(model, [16, 17], picked, never)
    expect(picking).toMatchObject({ effect: 'remove', ranges: ['10.0.1.16-10.0.1.17'] })
    expect(pickingText(model.layout, picking)).toBe('10.0.1.16-17, remove 2 addresses')
  })
  it('refuses reserved and held ones, and gives a group back its own', () => {
    expect(pickingOf(model, [0, 3], picked, never)).toMatchObject({
      effect: 'nothing',
      refused: { status: 'reserved', count: 4 },
    })
    expect(pickingOf(model, [33, 33], picked, never).effect).toBe('nothing')
    expect(pickingOf(model, [33, 33], picked, (index) => index === 33).effect).toBe('add')
    expect(pickingOf(model, [0, 0], picked, () => true).effect).toBe('nothing')
    expect(refusalText('10.0.1.0', 'reserved', 'aws', null)).toBe('10.0.1.0 is reserved by AWS.')
  })
})

describe('words', () => {
  it('says a cell in one sentence', () => {
    const model = modelOf(small)
    expect(spoken(describeIndex(model, 20, null))).toBe('10.0.1.20, free')
    expect(spoken(describeIndex(model, 32, null))).toBe(
      '10.0.1.32, held, active, Differs from what is recorded',
    )
    expect(spoken(describeIndex(model, 0, null))).toBe('10.0.1.0, reserved by AWS')
  })
  it('says a block by what it holds', () => {
    const model = modelOf(occupancy('10.0.0.0/8', '10.3.0.0-10.3.0.9'))
    expect(describeIndex(model, 3, null)).toMatchObject({
      name: '10.3.0.0/16',
      words: '10 held, active, the rest free',
    })
    expect(blockWords(model.blocks?.[9] ?? model.counts, 'aws')).toBe('All free')
  })
  it('writes huge counts as powers of two', () => {
    expect(formatCount(65_536n)).toBe('65,536')
    expect(formatCount(1n << 64n)).toBe('2⁶⁴')
    expect(formatCount((1n << 64n) - 5n)).toBe('about 2⁶⁴')
  })
})

describe('the list', () => {
  it('holds what is not free, or one status, found by part of its address', () => {
    const model = modelOf(small)
    expect(listRows(model, null, '')).toHaveLength(5 + 6 + 6)
    expect(listRows(model, 'active', '')).toEqual([32, 33, 34, 35, 36, 37])
    expect(listRows(model, null, '.11')).toEqual([112, 113, 114, 115, 116, 117])
    expect(listRows(model, 'free', '')).toHaveLength(239)
    expect(listRows(modelOf(occupancy('10.0.0.0/8', '10.3.0.0')), 'active', '')).toEqual([3])
  })
})
