import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitsPlace } from './choose-for-nic'
import type { Capacity, NicConfig } from './group'
import type { PublicIpTraits } from './subnet'
import type { PublicIpSnapshot } from './world'
import { privatePoolMatrix, publicPoolMatrix } from './zone-matrix'

const GROUP = 'sig-0000000000a1'
const REGION = '1 2 3'

/** "1", "2 held", "1 2 3 others", "- basic": zones, and who has it or what is wrong with it. */
function member(text: string, at: number): [string, PublicIpSnapshot] {
  const id = `pip-${at}`
  const zones = text.match(/\b\d\b/g) ?? []
  const who = /held/.test(text) ? GROUP : /others/.test(text) ? 'sig-0000000000b2' : null
  return [
    id,
    {
      publicIp: {
        ...{ id, cloud: 'azure', region: 'westeurope', address: `20.0.0.${at}`, name: id, association: null },
        traits: {
          sku: /basic/.test(text) ? 'basic' : 'standard',
          ...{ zones, method: /dynamic/.test(text) ? 'dynamic' : 'static' },
        },
      },
      holder: who && { kind: 'instance', instanceId: `vmi-${at}`, groupId: who, groupName: who },
      poolGroupId: GROUP,
    },
  ]
}

const nicWith = (ids: readonly string[]): NicConfig => ({
  ...{ name: 'eth0', subnetId: 's', primary: true, networkSecurityGroupId: null, publicIp: true },
  ...{ applicationSecurityGroupIds: [], privateIpPool: [], publicIpPool: ids },
})

const groupOf = (zones: readonly string[], capacity: Capacity) => ({
  ...{ id: GROUP, capacity },
  persistence: { zones, publicIpSku: 'standard' as const },
})

function matrix(zones: string, capacity: Capacity, ...pool: string[]) {
  const members = new Map(pool.map(member))
  const list = zones === '' ? [] : zones.split(' ')
  return publicPoolMatrix(nicWith([...members.keys()]), groupOf(list, capacity), members)
}

const upTo = (target: number, maximum: number): Capacity => ({ minimum: 0, target, maximum })

describe('Z6: what the next VM of each zone can have', () => {
  const rows = (zones: string, capacity: Capacity, ...pool: string[]) =>
    matrix(zones, capacity, ...pool).zones.map(
      ({ zone, zonal, redundant, next, covered }) =>
        `${zone ?? 'region'}: ${zonal.free}+${redundant.free}, ${next ? 'yes' : 'no'}, ${covered}`,
    )

  test.each<[string, string, string[], string[]]>([
    ['one member of zone 1', REGION, ['1'], ['1: 1+0, yes, 1', '2: 0+0, no, 0', '3: 0+0, no, 0']],
    ['a zone-redundant one is in every row', '1 3', ['1', REGION], ['1: 1+1, yes, 2', '3: 0+1, yes, 1']],
    ['what is held is not promised', '1 2', ['1 held', '2 others'], ['1: 0+0, no, 0', '2: 0+0, no, 0']],
    ['more than launches is no more', '1', ['1', '1', '1'], ['1: 3+0, yes, 2']],
    ['a member of a zone outside the group', '1', ['2'], ['1: 0+0, no, 0']],
    ['another SKU, or dynamic', '1', ['1 basic', '1 dynamic'], ['1: 0+0, no, 0']],
    ['regional: any member', '', ['1', '2', REGION, '-'], ['region: 4+0, yes, 2']],
    ['an empty pool', '1 2', [], ['1: 0+0, no, 0', '2: 0+0, no, 0']],
  ])('%s', (_, zones, pool, expected) => expect(rows(zones, upTo(1, 3), ...pool)).toEqual(expected))

  test('wherever they land: at least, at most', () => {
    const { covered } = matrix(REGION, upTo(0, 4), '1', '1', '3', REGION)
    expect(covered).toEqual({ least: 1, most: 4 })
    expect(matrix(REGION, upTo(0, 2), '1', '1', '3').covered).toEqual({ least: 0, most: 2 })
  })

  test('members that fit nobody are counted apart, and so are those that are gone', () => {
    expect(matrix('1', upTo(0, 1), '1', '2', '1 basic').unfit).toBe(2)
    const gone = publicPoolMatrix(nicWith(['pip-9']), groupOf(['1'], upTo(0, 1)), new Map())
    expect(gone).toMatchObject({ size: 1, unfit: 1, covered: { least: 0, most: 0 } })
  })
})

describe('Z9: what to add where', () => {
  const add = (zones: string, maximum: number, ...pool: string[]) =>
    matrix(zones, upTo(0, maximum), ...pool).zones.map((row) => row.add)

  test.each<[string, string, number, string[], number[]]>([
    ['twice the maximum, spread evenly', REGION, 3, [], [2, 2, 2]],
    ['what does not divide goes to the first zones', REGION, 2, [], [2, 1, 1]],
    ['what is there is taken off', REGION, 3, ['1', '1', '2 held'], [0, 1, 2]],
    ['what others hold is not', REGION, 3, ['1 others'], [2, 2, 2]],
    ['too many in one zone do not help another', '1 2', 2, ['1', '1', '1', '1'], [0, 2]],
    ['a zone-redundant one stands in where most is missing, once', '1 2', 2, ['1', REGION], [1, 1]],
    ['enough zone-redundant ones', REGION, 1, [REGION, REGION], [0, 0, 0]],
    ['regional: simply as many', '', 2, ['1', '2'], [2]],
  ])('%s', (_, zones, maximum, pool, expected) => expect(add(zones, maximum, ...pool)).toEqual(expected))
})

test('Z5: a private pool is of no zone', () => {
  const figures = privatePoolMatrix('eth0', upTo(2, 4), { free: 1, ours: 2, others: 3 })
  expect(figures).toMatchObject({ size: 6, next: true, covered: 1, launches: 2, wanted: 8, add: 5 })
  expect(privatePoolMatrix('eth0', upTo(4, 4), { free: 0, ours: 9, others: 0 })).toMatchObject({
    ...{ next: false, covered: 0, launches: 0, add: 0 },
  })
})

const kinds = ['1', '2', '3', REGION, '1 held', '2 others', `${REGION} held`, '3 basic', '- dynamic']
const arbitrary = fc.record({
  zones: fc.subarray(['1', '2', '3']),
  pool: fc.array(fc.constantFrom(...kinds), { maxLength: 14 }),
  target: fc.nat(6),
  more: fc.nat(6),
})

test('it never promises more than free members, and always keeps its promise', () => {
  fc.assert(
    fc.property(arbitrary, fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }), (given, landing) => {
      const { zones, pool, target, more } = given
      const found = matrix(zones.join(' '), upTo(target, target + more), ...pool)
      const free = new Map(pool.map(member).filter(([, one]) => one.holder === null))
      for (const row of found.zones) {
        expect(row.covered).toBeLessThanOrEqual(row.zonal.free + row.redundant.free)
        expect(row.covered).toBeLessThanOrEqual(more)
        expect(row.next).toBe(row.zonal.free + row.redundant.free > 0)
      }
      expect(found.covered.most).toBeLessThanOrEqual(free.size)
      // VMs land anywhere and each takes the first member that fits, as a launch does.
      const place = (n: number) => (zones.length === 0 ? null : (zones[n % zones.length] as string))
      let got = 0
      for (const zone of landing.slice(0, more).map(place)) {
        const fits = ({ publicIp }: PublicIpSnapshot) =>
          fitsPlace(publicIp.traits as PublicIpTraits, { publicIpSku: 'standard', zones }, zone)
        const taken = [...free].find(([, one]) => fits(one))
        if (taken) got += 1
        free.delete(taken?.[0] ?? '')
      }
      expect(got).toBeGreaterThanOrEqual(found.covered.least)
      expect(got).toBeLessThanOrEqual(found.covered.most)
    }),
  )
})

test('what it says to add is enough, and no more than that', () => {
  fc.assert(
    fc.property(arbitrary, ({ zones, pool, target, more }) => {
      const capacity = upTo(target, target + more)
      const text = zones.join(' ')
      const before = matrix(text, capacity, ...pool)
      const added = before.zones.flatMap(({ zone, add }) => Array<string>(add).fill(zone ?? '-'))
      expect(added).toHaveLength(before.add)
      expect(matrix(text, capacity, ...pool, ...added).add).toBe(0)
      if (added.length > 0) expect(matrix(text, capacity, ...pool, ...added.slice(1)).add).toBe(1)
    }),
  )
})
