import { describe, expect, test } from 'vitest'
import { formatPoolEntry, parsePool } from '@/lib/domain/pool'
import { rangesSize } from '@/lib/domain/ranges'
import { readSlices } from './pool-reading'
import {
  addMembers,
  addSlices,
  commitPending,
  describePending,
  finishPoolText,
  isSamePool,
  readPoolText,
  readReadable,
  removeMembers,
  replaceMember,
  typeInto,
  viewPending,
  withPending,
} from './pool-text'

const entries = (text: string) => parsePool(text).entries
const show = (list: readonly Parameters<typeof formatPoolEntry>[0][]) => list.map(formatPoolEntry)

describe('B2 the text of the pool', () => {
  test('finished lines are members, what follows the last line break is pending', () => {
    const text = readPoolText('10.0.1.16\n10.0.1.17\n10.0.1.2')
    expect(show(text.members)).toEqual(['10.0.1.16', '10.0.1.17'])
    expect(text.pending).toBe('10.0.1.2')
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
  expect(addMembers('10.0.1.20\n10.0.1.16\n10.0.', entries('10.0.1.16-18'))).toBe(
    '10.0.1.20\n10.0.1.16\n10.0.1.17\n10.0.1.18\n10.0.',
  )
  expect(commitPending('10.0.1.20\n10.0.1.7 10.0.1.7 10.0.1.5-8, fd00::1 fd00::1')).toBe(
    '10.0.1.20\n10.0.1.7\n10.0.1.5\n10.0.1.6\n10.0.1.8\nfd00::1\n',
  )
})

test('removing from a large range leaves its two sides', () => {
  const left = removeMembers('10.0.2.0/24\n10.0.9.', entries('10.0.2.80 10.0.2.255'))
  expect(left).toBe('10.0.2.0-79\n10.0.2.81-254\n10.0.9.')
  expect(show(readPoolText(left).members)).toEqual(['10.0.2.0-79', '10.0.2.81-254'])
})

test('a replacement stands where the old member stood', () => {
  const members = '10.0.1.16\n10.0.1.18\n10.0.1.19\n'
  const [old] = entries('10.0.1.18')
  if (!old) throw new Error('unreachable')
  expect(replaceMember(members, old, entries('10.0.1.22'))).toBe('10.0.1.16\n10.0.1.22\n10.0.1.19\n')
  // Already listed elsewhere: the old one only goes.
  expect(replaceMember(members, old, entries('10.0.1.19'))).toBe('10.0.1.16\n10.0.1.19\n')
})

test('the same members typed differently are the same pool', () => {
  expect(isSamePool('10.0.1.16\n10.0.1.17\n', finishPoolText('10.0.1.16-17'))).toBe(true)
  expect(isSamePool('10.0.1.17\n10.0.1.16\n', '10.0.1.16-17\n')).toBe(false)
  expect(isSamePool('10.0.1.16\n', '')).toBe(false)
  expect(finishPoolText('')).toBe('')
})

test('what is readable is the finished lines as they stand, and what Enter would add', () => {
  const read = readReadable('10.0.1.16\n10.0.1.17 x 10.0.1.16')
  expect(read.text).toBe('10.0.1.16\n10.0.1.17')
  expect(rangesSize(read.set)).toBe(2n)
  expect(read.unreadable.map((item) => item.text)).toEqual(['x'])
  expect(readReadable('10.0.1.16\nabc\n').text).toBe('10.0.1.16')
  expect(readReadable('').text).toBe('')
})

test('a pool of 65,536 lines in any order is read whole, once, and edited by its ends', () => {
  const lines = Array.from({ length: 65_536 }, (_, i) => {
    const at = (i * 7_919) % 65_536
    return `10.0.${at >> 8}.${at & 255}`
  })
  const value = typeInto('', `${lines.join('\n')}\n`)
  const text = readPoolText(value)
  expect(text.members.length).toBe(65_536)
  expect(text.finished.set()).toHaveLength(1)
  expect(readPoolText(`${value}10.0.0.`).members).toBe(text.members)
  expect(rangesSize(readReadable(removeMembers(value, entries('10.0.7.7'))).set)).toBe(65_535n)
})

test('a long paste is read in slices and says the same as one that is read at once', async () => {
  const lines = Array.from({ length: 6_000 }, (_, i) => `10.${i >> 8}.${i & 255}.7-9, 10.9.9.9 abc`)
  let breaths = 0
  const slices = await readSlices(lines.join('\n'), async () => void breaths++)
  expect(breaths).toBeGreaterThan(2)
  const added = addSlices('10.0.0.8\n10.0.', slices)
  const atOnce = typeInto('10.0.0.8\n', `${lines.join('\n')}\n`)
  expect(readPoolText(added).members).toEqual(readPoolText(atOnce).members)
  expect(readPoolText(added).members.length).toBe(18_000)
  expect(readPoolText(added).pending.endsWith('abc 10.0.')).toBe(true)
  const fresh = await readSlices('10.0.1.1-2\n10.0.1.4', async () => undefined)
  expect(addSlices('', fresh)).toBe('10.0.1.1\n10.0.1.2\n10.0.1.4\n')
})
