import { expect, test } from 'vitest'
import { readArguments, type Wanted } from './arguments'
import { jobsOf } from './jobs'
import { tableOf } from './table'

const wantedOf = (...words: string[]): Wanted => {
  const read = readArguments(words)
  if (!read.ok) throw new Error(read.why)
  return read.wanted
}

const namesOf = (wanted: Wanted) => new Set(jobsOf(wanted).map((job) => `${job.cloud} ${job.operation}`))

test('everything is played unless told otherwise', () => {
  const wanted = wantedOf()
  expect(wanted).toMatchObject({ seed: 1, kills: 200, cloudKills: 20, points: null })
  const names = namesOf(wanted)
  for (const verb of ['create', 'recycle', 'replace', 'deallocate', 'edit pool', 'scale up', 'scale down'])
    for (const cloud of ['aws', 'azure']) expect(names).toContain(`${cloud} ${verb}`)
  for (const name of ['aws resume', 'aws pause', 'both random kills', 'both kills of the cloud'])
    expect(names).toContain(name)
})

test('words choose operations and clouds', () => {
  expect(namesOf(wantedOf('recycle'))).toEqual(new Set(['aws recycle', 'azure recycle']))
  expect(namesOf(wantedOf('edit', 'pool', 'aws'))).toEqual(new Set(['aws edit pool']))
  expect(namesOf(wantedOf('random kills', '--kills', '25', '--seed', '7'))).toEqual(
    new Set(['both random kills']),
  )
  expect(jobsOf(wantedOf('random', '--kills', '25'))).toHaveLength(3)
  expect(jobsOf(wantedOf('nothing', 'like', 'that'))).toEqual([])
})

test('a few points are of as many operations, on both clouds, and the seed draws them', () => {
  const some = (seed: string) => [
    ...namesOf(wantedOf('--points', '8', '--kills', '0', '--cloud-kills', '0', '--seed', seed)),
  ]
  expect(some('1')).toHaveLength(8)
  expect(some('1').filter((name) => name.startsWith('aws'))).toHaveLength(4)
  expect(some('1')).toEqual(some('1'))
  expect(some('1')).not.toEqual(some('2'))
})

test.each([
  [['--seed'], '--seed needs a value.'],
  [['--kills', 'many'], '--kills takes a whole number, not "many".'],
  [['--crash', '1'], '--crash is not an option.'],
])('%j is refused with a sentence', (words, why) => {
  expect(readArguments(words)).toEqual({ ok: false, why })
})

test('the table has a line for each operation and their sum', () => {
  const results = [
    { point: 'before call 1', problems: [] },
    { point: 'after call 1', problems: ['eni-1 is lost', 'eni-2 is lost'] },
  ]
  const table = tableOf([{ operation: 'recycle', cloud: 'aws', results, seconds: 12.34 }])
  expect(table.split('\n').map((line) => line.trim().split(/\s{2,}/))).toEqual([
    ['operation', 'cloud', 'crash points', 'passed', 'audit problems', 'seconds'],
    expect.anything(),
    ['recycle', 'aws', '2', '1', '2', '12.3'],
    expect.anything(),
    ['all', '2', '1', '2', '12.3'],
  ])
})
