import { describe, expect, test } from 'vitest'
import { formatPoolEntry, parsePool } from '@/lib/domain/pool'
import {
  addMembers,
  canonicalPool,
  commitPending,
  countMembers,
  describePending,
  finishPoolText,
  readablePool,
  readPoolText,
  removeMembers,
  replaceMember,
  typeInto,
  viewPending,
  withPending,
  writePoolText,
} from './pool-text'

const entries = (text: string) => parsePool(text).entries
const show = (list: readonly Parameters<typeof formatPoolEntry>[0][]) => list.map(formatPoolEntry)

describe('B2 the text of the pool', () => {
  test('finished lines are members, what follows the last line break is pending', () => {
    const text = readPoolText('10.0.1.16\n10.0.1.17\n10.0.1.2')
    expect(show(text.members)).toEqual(['10.0.1.16', '10.0.1.17'])
    expect(text.pending).toBe('10.0.1.2')
    expect(writePoolText(text.members, text.pending)).toBe('10.0.1.16\n10.0.1.17\n10.0.1.2')
  })

  test('small ranges are listed one by one, large ones stay one line', () => {
    expect(show(readPoolText('10.0.1.16-18\n').members)).toEqual(['10.0.1.16', '10.0.1.17', '10.0.1.18'])
    expect(show(readPoolText('10.0.2.0/24\n').members)).toEqual(['10.0.2.0/24'])
  })

  test('Enter adds what can be read and leaves the rest in the input', () => {
    const value = commitPending('10.0.1.16\n10.0.1.17, 10.0.1.300 10.0.1.16')
    expect(value).toBe('10.0.1.16\n10.0.1.17\n10.0.1.300')
    expect(viewPending(readPoolText(value)).unreadable.map((item) => item.why)).toEqual(['octet-too-large'])
  })

  test('a paste of lines is added at once, together with what stood in the input', () => {
    expect(typeInto('10.0.1.16\n', '10.0.1.17\n10.0.1.18\nnonsense')).toBe(
      '10.0.1.16\n10.0.1.17\n10.0.1.18\nnonsense',
    )
    expect(typeInto('10.0.1.16\n', '10.0.1.1')).toBe('10.0.1.16\n10.0.1.1')
    expect(withPending('10.0.1.16\nold', '')).toBe('10.0.1.16\n')
  })

  test('unreadable lines of a draft come back in the input', () => {
    const text = readPoolText('10.0.1.16\nabc\n10.0.1.')
    expect(show(text.members)).toEqual(['10.0.1.16'])
    expect(text.pending).toBe('abc 10.0.1.')
  })

  test('what Enter would do is said beforehand', () => {
    const say = (value: string) => describePending(viewPending(readPoolText(value)))
    expect(say('10.0.1.16-21')).toBe('Enter adds 6')
    expect(say('10.0.1.16\n10.0.1.16-21')).toBe('Enter adds 5, 1 is listed already')
    expect(say('10.0.1.16\n10.0.1.16')).toBe('Listed already')
    expect(say('')).toBe('')
  })
})

test('nothing is listed twice, and order is kept', () => {
  const members = entries('10.0.1.20 10.0.1.16')
  expect(show(addMembers(members, entries('10.0.1.16-18')))).toEqual([
    '10.0.1.20',
    '10.0.1.16',
    '10.0.1.17',
    '10.0.1.18',
  ])
})

test('removing from a large range leaves its two sides', () => {
  expect(show(removeMembers(entries('10.0.2.0/24'), entries('10.0.2.7')))).toEqual([
    '10.0.2.0-6',
    '10.0.2.8-255',
  ])
})

test('a replacement stands where the old member stood', () => {
  const members = entries('10.0.1.16 10.0.1.18 10.0.1.19')
  const [old] = entries('10.0.1.18')
  if (!old) throw new Error('unreachable')
  expect(show(replaceMember(members, old, entries('10.0.1.22')))).toEqual([
    '10.0.1.16',
    '10.0.1.22',
    '10.0.1.19',
  ])
  // Already listed elsewhere: the old one only goes.
  expect(show(replaceMember(members, old, entries('10.0.1.19')))).toEqual(['10.0.1.16', '10.0.1.19'])
})

test('the same members typed differently are the same pool', () => {
  expect(canonicalPool('10.0.1.16\n10.0.1.17\n')).toBe(canonicalPool(finishPoolText('10.0.1.16-17')))
  expect(canonicalPool('10.0.1.17\n10.0.1.16\n')).not.toBe(canonicalPool('10.0.1.16-17\n'))
  expect(countMembers('10.0.1.16-18\n10.0.1.18')).toBe(3)
  expect(show(readablePool('10.0.1.16\n10.0.1.17 x'))).toEqual(['10.0.1.16', '10.0.1.17'])
})

test('a pool of 20,000 lines is read whole', () => {
  const lines = Array.from(
    { length: 20_000 },
    (_, i) => `10.${i >> 14}.${(i >> 7) & 127}.${(i & 127) * 2}`,
  ).join('\n')
  expect(readPoolText(typeInto('', `${lines}\n`)).members.length).toBe(20_000)
})
