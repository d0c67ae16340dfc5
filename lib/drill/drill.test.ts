import { afterEach, describe, expect, it } from 'vitest'
import { cidr } from '@/lib/domain/cidr'
import { PLAIN_SCENARIO, type Scenario } from '@/lib/domain/drill'
import type { AddressTrack, DrillReport } from '@/lib/domain/drill-report'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import {
  AZURE_PUBLIC_IPS,
  AZURE_SUBNETS,
  azureGroupConfig,
  azureInventory,
  azureNic,
} from '@/lib/testing/azure-worlds'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'
import { makeReport } from './make-report'
import { playDrill } from './play'
import { copyWorld } from './world-copy'

/** Machines that start or stop are looked at four times a second; who comes during a look waits for the next one. */
const POLL = 0.25

let world: RunningWorld
afterEach(() => world.close())

async function rehearse(
  groupIds: readonly string[],
  over: Partial<Scenario>,
  seed = 7,
): Promise<DrillReport> {
  const copy = await copyWorld(world.store, groupIds, world.now())
  if (!copy.ok) throw new Error('the world did not hold still')
  const scenario = { ...PLAIN_SCENARIO, ...over }
  const played = await playDrill(copy.value, scenario, { seed })
  expect(played.problems).toEqual([])
  const scope = { kind: 'account', cloud: 'aws', region: 'us-east-1' } as const
  return makeReport(copy.value, { scope, scenario, seed }, played)
}

const tracks = (report: DrillReport, kind: AddressTrack['kind']): AddressTrack[] =>
  report.places.flatMap((place) => place.addresses.filter((one) => one.kind === kind))

describe('a ring of stateful instances', () => {
  const ring = () =>
    world.create(
      groupConfig({
        ...{ name: 'ring', pool: '10.0.1.32-33,10.0.2.70-71', publicIpPool: [PUBLIC_IPS[0].id] },
        ...{
          subnetIds: [SUBNETS.prodA.id, SUBNETS.prodB.id],
          capacity: { minimum: 0, target: 4, maximum: 9 },
        },
      }),
      true,
    )

  it('A1: keeps every identity through an interruption; each is dark while its machine stops and starts', async () => {
    world = await runWorld()
    const report = await rehearse([await ring()], { share: 100, stopSeconds: 30, startSeconds: 60 })
    expect(report.ended).toBe('settled')
    expect(report.figures).toMatchObject({ places: 4, struck: 4, darkAddresses: 5, byFate: { kept: 4 } })
    const all = report.places.flatMap((place) => place.addresses)
    for (const one of all) {
      expect(one.after).toBe(one.before)
      expect(one.darkFrom).toBe(0)
      expect(one.darkUntil).toBeGreaterThanOrEqual(30 + 60)
      expect(one.darkUntil).toBeLessThanOrEqual(30 + 60 + 2 * POLL)
    }
    expect(tracks(report, 'private').map((one) => one.before)).toEqual([
      ...['10.0.1.32', '10.0.1.33', '10.0.2.70', '10.0.2.71'],
    ])
    expect(tracks(report, 'public').map((one) => one.before)).toEqual(['52.20.11.4'])
    expect([report.shortages, report.advice]).toEqual([[], []])
  })

  it('waits in a reclaimed zone until its capacity is back, and says how many stand in it', async () => {
    world = await runWorld()
    const report = await rehearse([await ring()], { zones: ['us-east-1a'], capacityBack: 10 })
    const [a, b] = [report.places.slice(0, 2), report.places.slice(2)]
    expect(b.map((one) => [one.struck, one.fate, one.addresses[0]?.darkFrom])).toEqual([
      [false, 'kept', null],
      [false, 'kept', null],
    ])
    for (const one of a) {
      expect(one.fate).toBe('kept')
      // Tried again every 30 s at the latest, and then a machine starts.
      expect(one.addresses[0]?.darkUntil).toBeGreaterThanOrEqual(600 + 60)
      expect(one.addresses[0]?.darkUntil).toBeLessThanOrEqual(600 + 30 + 60 + POLL)
    }
    expect(report.shortages).toMatchObject([{ kind: 'capacity', zone: 'us-east-1a', count: 2, from: 30 }])
    expect(report.advice).toMatchObject([{ kind: 'spread-zones', zone: 'us-east-1a', inZone: 2, of: 4 }])
  })

  it('is dark to the end where capacity stays away', async () => {
    world = await runWorld()
    const report = await rehearse([await ring()], { zones: ['us-east-1a'], minutes: 20 })
    expect([report.ended, report.seconds]).toEqual(['time-over', 1200])
    expect(report.figures.byFate).toMatchObject({ kept: 2, waiting: 2 })
    expect(report.figures.darkLongest).toBe(1200)
    expect(report.places[0]?.why).toContain('There is no capacity in zone us-east-1a')
  })

  it('has its machine back, and its public IP when the cloud associates again', async () => {
    world = await runWorld()
    const report = await rehearse([await ring()], {
      ...{ share: 100, failing: { step: 'associate-public-ip', minutes: 5 } },
    })
    for (const one of tracks(report, 'private')) expect(one.darkUntil).toBeLessThanOrEqual(90 + 2 * POLL)
    const [publicIp] = tracks(report, 'public')
    expect(publicIp?.darkUntil).toBeGreaterThanOrEqual(300)
    expect(publicIp?.darkUntil).toBeLessThanOrEqual(330 + POLL)
    expect(report.shortages).toMatchObject([{ kind: 'refused', step: 'associate-public-ip', count: 1 }])
    expect(report.advice).toMatchObject([{ kind: 'refusals-outlast', darkSeconds: publicIp?.darkUntil }])
  })

  it('takes the share that was asked for, and the same one for the same seed', async () => {
    world = await runWorld()
    const groupId = await ring()
    const [first, again, other] = [
      await rehearse([groupId], { share: 40 }, 11),
      await rehearse([groupId], { share: 40 }, 11),
      await rehearse([groupId], { share: 40 }, 12),
    ]
    expect(first.figures.struck).toBe(2)
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    const struck = (report: DrillReport) => report.places.map((one) => one.struck)
    expect(struck(other)).not.toEqual(struck(first))
  })
})

describe('a zonal group of VMs that borrow', () => {
  /** Two VMs, both in zone 1; two private members and one public one of zone 1. */
  const web = async () => {
    await world.control.setMarket({ zones: { 2: { weight: 0 }, 3: { weight: 0 } } })
    return world.create(
      azureGroupConfig({
        ...{ name: 'web', zones: ['1', '3'], capacity: { minimum: 0, target: 2, maximum: 4 } },
        interfaces: [
          azureNic({
            ...{ pool: '10.20.1.50-52', publicIp: true },
            publicIpPool: [
              AZURE_PUBLIC_IPS.zone1.id,
              AZURE_PUBLIC_IPS.zone1More.id,
              AZURE_PUBLIC_IPS.zone3.id,
            ],
          }),
        ],
      }),
    )
  }

  it('Z5, Z6, Z9: falls back to dynamic addresses where its pools hold no more, and says how many are missing', async () => {
    world = await runWorld()
    const report = await rehearse([await web()], { zones: ['1'], startSeconds: 60 })
    expect(report.ended).toBe('settled')
    expect(report.figures).toMatchObject({ places: 2, struck: 2, byFate: { moved: 1, 'fell-back': 1 } })
    expect(report.places.map((one) => [one.zone, one.zoneAfter])).toEqual([
      ['1', '3'],
      ['1', '3'],
    ])
    // While both old VMs still have theirs one private member is left, and one public IP fits zone 3: one VM has both.
    expect(
      tracks(report, 'private')
        .map((one) => one.fate)
        .sort(),
    ).toEqual(['fell-back', 'moved'])
    expect(
      tracks(report, 'public')
        .map((one) => one.fate)
        .sort(),
    ).toEqual(['fell-back', 'moved'])
    expect(tracks(report, 'private').find((one) => one.fate === 'moved')?.after).toBe('10.20.1.52')
    expect(tracks(report, 'public').find((one) => one.fate === 'moved')?.after).toBe('20.61.10.31')
    // Noticed after 1 s, a NIC takes 1 s, the machine 60 s.
    for (const one of tracks(report, 'private')) {
      expect(one.darkUntil).toBeGreaterThanOrEqual(62)
      expect(one.darkUntil).toBeLessThanOrEqual(63 + 2 * POLL)
    }
    expect(report.shortages).toEqual([
      {
        kind: 'pool',
        pool: 'private',
        groupName: 'web',
        nic: 'eth0',
        zone: null,
        count: 1,
        groupId: expect.any(String),
      },
      {
        kind: 'pool',
        pool: 'public',
        groupName: 'web',
        nic: 'eth0',
        zone: '3',
        count: 1,
        groupId: expect.any(String),
      },
    ])
    // Of the private pool 3 of 4 were had: a target of 1 and its replacement, 2 at once, would always be.
    expect(report.advice).toMatchObject([
      { kind: 'grow-pool', pool: 'private', add: 1, size: 3, target: 1 },
      { kind: 'grow-pool', pool: 'public', zone: '3', add: 1, size: 3, target: null },
    ])
  })

  it('passes its places on: who replaces whom is told, and what was not taken stays', async () => {
    world = await runWorld()
    const groupId = await web()
    const vms = (await world.store.groupSnapshot(groupId))?.vms ?? []
    const report = await rehearse([groupId], { instanceIds: [vms[1]?.id ?? ''] })
    expect(report.places.map((one) => [one.instanceId, one.struck, one.successorId !== null])).toEqual([
      [vms[0]?.id, false, false],
      [vms[1]?.id, true, true],
    ])
    expect(report.places[0]?.addresses.map((one) => [one.fate, one.darkFrom])).toEqual([
      ['kept', null],
      ['kept', null],
    ])
  })

  it('runs into a full subnet while old and new stand side by side, and says how much room is missing', async () => {
    // Of eight addresses Azure keeps five: three are left for two VMs and the two that replace them.
    const subnet = { ...AZURE_SUBNETS.web, cidrs: [cidr('10.20.1.0/29')] }
    const { virtualNetworks } = azureInventory()
    world = await runWorld({ ...EMPTY_INVENTORY, virtualNetworks, subnets: [subnet] })
    const report = await rehearse([await world.create(azureGroupConfig({ name: 'tight' }))], { share: 100 })
    expect(report.ended).toBe('settled')
    expect(report.shortages).toEqual([{ kind: 'subnet', subnetId: subnet.id, count: 1 }])
    expect(report.advice).toEqual([{ kind: 'grow-subnet', subnetId: subnet.id, subnet: 'web', add: 1 }])
  })

  it('waits where every zone of it is reclaimed, and advises another one', async () => {
    world = await runWorld()
    const report = await rehearse([await web()], { zones: ['1', '3'], minutes: 5 })
    expect(report.figures.byFate).toMatchObject({ waiting: 2 })
    expect(report.advice).toMatchObject([{ kind: 'add-zone', zones: ['2'] }])
  })
})
