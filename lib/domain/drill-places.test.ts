import { describe, expect, it } from 'vitest'
import { cellsAt, changesOf, countPlaces } from './drill-cells'
import type { DrillFact } from './drill-fact'
import { PlaceTrace } from './drill-places'
import type { PlaceReport } from './drill-report'
import { chooseStruck } from './drill-strike'

const NAMES = { groups: new Map([['g', 'web']]), publicAddresses: new Map<string, string>() }

const fact = (
  at: number,
  instanceId: string,
  over: Partial<DrillFact> & { readonly has?: string } = {},
): DrillFact => {
  const { has = null, ...rest } = over
  return {
    ...{ at, groupId: 'g', instanceId, replacesId: null, machineId: `m-${instanceId}`, zone: '1' },
    ...{ up: true, givenUp: false, gone: false, reason: null },
    nics: [
      {
        ...{ name: 'eth0', subnetId: 's', privateAddress: has, publicIpId: null, publicUp: false },
        ...{ privateFellBack: null, publicFellBack: null },
      },
    ],
    ...rest,
  }
}

function play(
  start: readonly DrillFact[],
  struck: readonly string[],
  facts: readonly DrillFact[],
): readonly PlaceReport[] {
  const trace = new PlaceTrace(start, new Set(struck))
  for (const one of facts) trace.learn(one)
  return trace.reports(NAMES)
}

describe('a place', () => {
  it('is kept and never dark where nothing takes its machine', () => {
    const [place] = play([fact(0, 'a', { has: '10.0.0.1' })], [], [])
    expect(place).toMatchObject({ fate: 'kept', struck: false, groupName: 'web', successorId: null })
    expect(place?.addresses).toMatchObject([{ darkFrom: null, darkUntil: null, after: '10.0.0.1' }])
  })

  it('passes to the VM that replaces it, and from one that fails to the next', () => {
    const [place] = play(
      [fact(0, 'a', { has: '10.0.0.1' })],
      ['m-a'],
      [
        fact(1, 'b', { up: false, machineId: null, replacesId: 'a', has: '10.0.0.2' }),
        fact(20, 'a', { gone: true, up: false, machineId: null }),
        fact(30, 'b', { up: false, machineId: null, gone: true }),
        fact(31, 'c', { up: false, machineId: null, has: '10.0.0.3' }),
        fact(90, 'c', { has: '10.0.0.3', zone: '3' }),
      ],
    )
    expect(place).toMatchObject({ successorId: 'c', zone: '1', zoneAfter: '3', fate: 'moved' })
    expect(place?.addresses).toMatchObject([
      { before: '10.0.0.1', after: '10.0.0.3', darkFrom: 0, darkUntil: 90 },
    ])
  })

  it('waits where nobody runs in it at the end, and is lost where it was given up', () => {
    const start = ['a', 'b'].map((id) => fact(0, id, { has: `10.0.0.${id === 'a' ? 1 : 2}` }))
    const [a, b] = play(
      start,
      ['m-a', 'm-b'],
      [
        fact(5, 'a', { up: false, machineId: null, reason: 'No capacity.' }),
        fact(6, 'b', { up: false, machineId: null, givenUp: true, reason: 'It cannot be.' }),
      ],
    )
    expect([a?.fate, a?.why]).toEqual(['waiting', 'No capacity.'])
    expect([b?.fate, b?.why]).toEqual(['lost', 'It cannot be.'])
  })

  it('two VMs that replace one are two places: the second takes the one that is empty', () => {
    const start = ['a', 'b'].map((id) => fact(0, id, { has: `10.0.0.${id === 'a' ? 1 : 2}` }))
    const places = play(
      start,
      ['m-a', 'm-b'],
      [
        fact(60, 'c', { replacesId: 'a', has: '10.0.0.8' }),
        fact(61, 'd', { replacesId: 'a', has: '10.0.0.9' }),
      ],
    )
    expect(places.map((one) => [one.instanceId, one.successorId])).toEqual([
      ['a', 'c'],
      ['b', 'd'],
    ])
  })
})

describe('the map at a moment', () => {
  const places = play(
    [fact(0, 'a', { has: '10.0.0.1' }), fact(0, 'b', { has: '10.0.0.2' })],
    ['m-a', 'm-b'],
    [
      fact(60, 'c', { replacesId: 'a', has: '10.0.0.2' }),
      fact(80, 'b', { has: '10.0.0.2', machineId: 'm-new' }),
    ],
  )
  const report = { places, seconds: 100 }
  const at = (seconds: number) =>
    Object.fromEntries(cellsAt(report, 'private', seconds).map((one) => [one.address, one.state]))

  it('shows dark, then what has come instead, and what was left behind', () => {
    expect(at(0)).toEqual({ '10.0.0.1': 'dark', '10.0.0.2': 'dark' })
    expect(at(60)['10.0.0.1']).toBe('left')
    expect(countPlaces(report, 70)).toMatchObject({ moved: 1, dark: 1 })
    expect(countPlaces(report, 100)).toMatchObject({ moved: 1, kept: 1, dark: 0 })
  })

  it('changes when an address goes or comes back, and ends with the drill', () => {
    expect(changesOf(report)).toEqual([0, 60, 80, 100])
  })
})

describe('who is struck', () => {
  const members = Array.from({ length: 10 }, (_, n) => ({
    ...{ instanceId: `i${n}`, groupId: 'g', machineId: n === 9 ? null : `m${n}` },
    zone: n < 3 ? 'a' : 'b',
  }))
  const nothing = { zones: [], share: null, instanceIds: [] }
  const ids = (over: Partial<Parameters<typeof chooseStruck>[1]>, seed = 1) =>
    chooseStruck(members, { ...nothing, ...over }, seed).map((one) => one.instanceId)

  it.each([
    [{ zones: ['a'] }, 3],
    [{ zones: ['a', 'b'] }, 9],
    [{ share: 40 }, 4],
    [{ share: 1 }, 1],
    [{ share: 100 }, 9],
    [{ instanceIds: ['i1', 'i9'] }, 1],
    [{ zones: ['a'], instanceIds: ['i1', 'i5'] }, 4],
    [{}, 0],
  ])('%j takes %i of nine that run', (over, count) => {
    expect(ids(over)).toHaveLength(count)
  })

  it('draws the same for the same seed', () => {
    expect(ids({ share: 40 }, 5)).toEqual(ids({ share: 40 }, 5))
    expect(new Set([1, 2, 3, 4].map((seed) => ids({ share: 40 }, seed).join())).size).toBeGreaterThan(1)
  })
})
