import { expect, test } from 'vitest'
import { importsOf, readSources } from '@/lib/testing/source-scan'
import { auditRemains, auditSettled, type Promised } from './audit'
import type { MemberRecord, Record } from './record'
import { soundPromises, soundRecord, soundTruth } from './sound-world.fixtures'
import type { Truth } from './truth'

/* An audit that finds nothing proves nothing, unless it finds each kind of damage when it is there. */

type Changeable<T> = { -readonly [K in keyof T]: T[K] }
type Damage = {
  readonly record: { -readonly [K in keyof Record]: Changeable<Record[K][number]>[] }
  readonly truth: { -readonly [K in keyof Truth]: Changeable<Truth[K][number]>[] }
  readonly promised: { acknowledged: Promised['acknowledged']; identities: Promised['identities'] }
}

const soundWorld = (): Damage =>
  structuredClone({ record: soundRecord(), truth: soundTruth(), promised: soundPromises() }) as never

const named = <T extends { readonly id: string }>(items: T[], id: string): T => {
  const found = items.find((one) => one.id === id)
  if (!found) throw new Error(`the sound world has no ${id}`)
  return found
}

function nic(record: Damage['record'], id: string): Changeable<MemberRecord['nics'][number]> {
  const [first] = named(record.members, id).nics
  if (!first) throw new Error(`${id} has no interface`)
  return first
}

const without = <T extends { readonly id: string }>(items: T[], id: string): void => {
  items.splice(items.indexOf(named(items, id)), 1)
}

test('is written apart from what it checks: it imports nothing of Holdfast', () => {
  const sources = readSources(['e2e/chaos/audit']).filter(({ path }) => !/\.(test|fixtures)\.ts$/.test(path))
  expect(sources.length).toBeGreaterThan(5)
  for (const file of sources)
    for (const target of importsOf(file)) expect(target).toMatch(/^(better-sqlite3|e2e\/chaos\/audit\/.*)$/)
})

test('finds nothing in a world in which all is well', () => {
  const { record, truth, promised } = soundWorld()
  expect(auditSettled(record, truth, promised)).toEqual([])
})

test.each<readonly [string, RegExp, (world: Damage) => unknown]>([
  [
    'an address with two live holds',
    /^10\.0\.0\.5 in subnet-a belongs to ssi-runs and to ssi-thief$/,
    ({ record }) =>
      record.holds.push({
        ...{ subnetId: 'subnet-a', address: '10.0.0.5', ownerKind: 'instance', ownerId: 'ssi-thief' },
        ...{ interfaceId: null, released: false },
      }),
  ],
  [
    'an address in two rows',
    /^the row of 10\.0\.0\.5 in subnet-a belongs to ssi-runs and to ssi-sleeps$/,
    ({ record }) => {
      nic(record, 'ssi-sleeps').address = '10.0.0.5'
    },
  ],
  [
    'a public IP with two live holds',
    /^eip-1 belongs to ssi-runs and to ssi-sleeps$/,
    ({ record }) => record.publicHolds.push({ publicIpId: 'eip-1', ownerId: 'ssi-sleeps', released: false }),
  ],
  [
    'an interface with two owners',
    /^eni-1 belongs to ssi-runs and to ssi-sleeps$/,
    ({ record }) => {
      nic(record, 'ssi-sleeps').interfaceId = 'eni-1'
    },
  ],
  [
    'a machine with two owners',
    /^i-1 belongs to ssi-runs and to ssi-sleeps$/,
    ({ record }) => {
      named(record.members, 'ssi-sleeps').machineId = 'i-1'
    },
  ],
  [
    'a lost hold',
    /^ssi-sleeps holds 10\.0\.0\.6 in subnet-a, and no allocation says so$/,
    ({ record }) => record.holds.splice(1, 1),
  ],
  [
    'a hold that nobody has',
    /^vmi-gone holds 10\.0\.0\.9 in subnet-a, and its row says otherwise$/,
    ({ record }) =>
      record.holds.push({
        ...{ subnetId: 'subnet-a', address: '10.0.0.9', ownerKind: 'vm', ownerId: 'vmi-gone' },
        ...{ interfaceId: null, released: false },
      }),
  ],
  [
    'a lost hold of a public IP',
    /^vmi-runs holds pip-1, and no allocation says so$/,
    ({ record }) => record.publicHolds.splice(1, 1),
  ],
  [
    'a gap between events',
    /^event 3 is missing: the 3th is number 4$/,
    ({ record }) => record.events.splice(2, 1),
  ],
  [
    'a hold without its event',
    /^no event tells that ssi-runs takes 10\.0\.0\.5 in subnet-a \(0 of 1\)$/,
    ({ record }) => Object.assign(record.events[0] ?? {}, { kind: 'instance-resumed' }),
  ],
  [
    'a release without its event',
    /^no event tells that ssi-left releases 10\.0\.0\.7 in subnet-a \(0 of 1\)$/,
    ({ record }) => Object.assign(record.events[4] ?? {}, { address: null }),
  ],
  [
    'a hold of a public IP without its event',
    /^no event tells that ssi-runs takes eip-1 \(0 of 1\)$/,
    ({ record }) => Object.assign(record.events[3] ?? {}, { kind: 'public-ip-associated' }),
  ],
  [
    'two works on one instance',
    /^the work on ssi-runs belongs to op-2 and to op-3$/,
    ({ record }) => {
      for (const id of ['op-2', 'op-3'])
        record.operations.push({
          ...{ id, kind: 'pause', memberId: 'ssi-runs', state: 'running', step: 'terminate', endedAt: null },
        })
    },
  ],
  [
    'an ended work without its end',
    /^op-1 is done and ended never$/,
    ({ record }) => {
      named(record.operations, 'op-1').endedAt = null
    },
  ],
  [
    'a damaged file',
    /^the database file is damaged: row 3 missing from index$/,
    ({ record }) => (record.file as string[]).push('row 3 missing from index'),
  ],
  [
    'a lost acknowledged request',
    /^req-1 was acknowledged, and its request is not on record$/,
    ({ record }) => record.requests.splice(0, 1),
  ],
  [
    'a lost acknowledged group',
    /^req-1 was acknowledged, and its group sig-ring does not exist$/,
    ({ record }) => without(record.groups, 'sig-ring'),
  ],
  [
    'an acknowledged change without an event',
    /^req-1 changed something that no event tells$/,
    ({ record }) => {
      for (const event of record.events) event.requestId = 'req-other'
    },
  ],
  [
    'a lost target',
    /^req-1 set the target of ring to 1, on record it is 4$/,
    ({ record }) => {
      named(record.groups, 'sig-ring').target = 4
    },
  ],
  [
    'another address than before',
    /^ssi-sleeps had the address 10\.0\.0\.6 and has 10\.0\.0\.60$/,
    ({ record }) => {
      nic(record, 'ssi-sleeps').address = '10.0.0.60'
    },
  ],
  [
    'an instance that vanished',
    /^ssi-sleeps is not on record any more$/,
    ({ record }) => without(record.members, 'ssi-sleeps'),
  ],
])('finds %s, whenever it looks', (_, sentence, damage) => {
  const world = soundWorld()
  damage(world)
  expect(auditRemains(world.record, world.promised)).toContainEqual(expect.stringMatching(sentence))
})

test.each<readonly [string, RegExp, (world: Damage) => unknown]>([
  [
    'work that nobody does',
    /^op-1 \(resume of ssi-runs\) still runs, at launch$/,
    ({ record }) =>
      Object.assign(named(record.operations, 'op-1'), { state: 'running', step: 'launch', endedAt: null }),
  ],
  [
    'an instance half-way',
    /^ssi-runs is resuming$/,
    ({ record }) => {
      named(record.members, 'ssi-runs').state = 'resuming'
    },
  ],
  [
    'an instance in error',
    /^ssi-runs is error: it could not be deleted$/,
    ({ record }) =>
      Object.assign(named(record.members, 'ssi-runs'), { state: 'error', reason: 'it could not be deleted' }),
  ],
  [
    'members of a deleted group',
    /^ssi-runs is active, and its group is deleted$/,
    ({ record }) => {
      named(record.groups, 'sig-ring').state = 'deleted'
    },
  ],
  [
    'a group that is being deleted for ever',
    /^ring is deleting$/,
    ({ record }) => {
      named(record.groups, 'sig-ring').state = 'deleting'
    },
  ],
  [
    'fewer VMs than target',
    /^pool runs 1, target is 2$/,
    ({ record }) => {
      named(record.groups, 'sig-pool').target = 2
    },
  ],
  [
    'a pause that was not done',
    /^ssi-runs is active, wanted not$/,
    ({ record }) => {
      named(record.members, 'ssi-runs').wanted = false
    },
  ],
  [
    'a recorded interface that is not there',
    /^eni-2 of ssi-sleeps does not exist$/,
    ({ truth }) => without(truth.interfaces, 'eni-2'),
  ],
  [
    'an interface on another address',
    /^eni-1 of ssi-runs is at 10\.0\.0\.50 in subnet-a, on record 10\.0\.0\.5 in subnet-a$/,
    ({ truth }) => {
      named(truth.interfaces, 'eni-1').addresses = ['10.0.0.50']
    },
  ],
  [
    'an interface that bears another tag',
    /^eni-1 of ssi-runs is tagged ssi-sleeps$/,
    ({ truth }) => {
      named(truth.interfaces, 'eni-1').tag = 'ssi-sleeps'
    },
  ],
  [
    'an interface that nobody lists',
    /^eni-lost of ssi-runs is in the cloud, and nobody lists it$/,
    ({ truth }) =>
      truth.interfaces.push({
        ...{
          id: 'eni-lost',
          subnetId: 'subnet-a',
          addresses: ['10.0.0.51'],
          machineId: null,
          tag: 'ssi-runs',
        },
      }),
  ],
  [
    'a machine that nobody lists',
    /^i-lost of ssi-runs runs, and nobody lists it$/,
    ({ truth }) =>
      truth.machines.push({ id: 'i-lost', isRunning: true, interfaceId: 'eni-9', tag: 'ssi-runs' }),
  ],
  [
    'an active instance without its machine',
    /^ssi-runs is active, and i-1 does not run$/,
    ({ truth }) => without(truth.machines, 'i-1'),
  ],
  [
    'a machine on the interface of another',
    /^i-1 runs on eni-2, not on that of ssi-runs$/,
    ({ truth }) => {
      named(truth.machines, 'i-1').interfaceId = 'eni-2'
    },
  ],
  [
    'a paused instance with a machine',
    /^ssi-sleeps is paused with i-7$/,
    ({ record }) => {
      named(record.members, 'ssi-sleeps').machineId = 'i-7'
    },
  ],
  [
    'a public IP that points elsewhere',
    /^eip-1 of ssi-runs points at eni-foreign, not at eni-1$/,
    ({ truth }) => {
      named(truth.publicIps, 'eip-1').interfaceId = 'eni-foreign'
    },
  ],
  [
    'a public IP on an interface of ours that does not hold it',
    /^eip-free points at eni-2, whose owner does not hold it$/,
    ({ truth }) => {
      named(truth.publicIps, 'eip-free').interfaceId = 'eni-2'
    },
  ],
  [
    'a public IP that was made and forgotten',
    /^pip-lost was made for vmi-gone, and nobody lists it$/,
    ({ truth }) => truth.publicIps.push({ id: 'pip-lost', interfaceId: null, tag: 'vmi-gone' }),
  ],
])('finds %s, when no work is left', (_, sentence, damage) => {
  const world = soundWorld()
  damage(world)
  expect(auditSettled(world.record, world.truth, world.promised)).toContainEqual(
    expect.stringMatching(sentence),
  )
})
