import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CSV_HEAD,
  CsvReader,
  csvLine,
  ExportCheck,
  type ExportedEvent,
  jsonLine,
  readJsonLine,
} from './event-export'
import { canonicalForm, EVENT_FIELDS, GENESIS, linkText, type Value } from './event-form.mjs'

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('=1+1', "'=x", '+', '-1', '@a', '\t', '\r\n"', 'a,b', '', '"', "''"),
)
const json = fc.dictionary(fc.string(), fc.jsonValue()).map((one) => JSON.stringify(one))
const anyOf = (name: string): fc.Arbitrary<Value> =>
  name === 'seq'
    ? fc.integer({ min: 1 })
    : fc.option(name === 'before' || name === 'after' ? fc.oneof(json, text) : text)
const event: fc.Arbitrary<ExportedEvent> = fc.record({
  values: fc.tuple(...EVENT_FIELDS.map(anyOf)),
  hash: fc.option(fc.constantFrom('ab', '0f')),
  previous: fc.option(fc.constant('cd')),
})

/** Not a hash of any strength: it only has to tell texts apart. */
const hashOf = (one: string): string =>
  `h${one.length}-${[...one].reduce((sum, c) => (sum * 31 + (c.codePointAt(0) ?? 0)) % 2147483647, 7)}`

/** Events of which each carries the hash of the one before it. */
const chainOf = (whys: readonly string[]): ExportedEvent[] => {
  let previous = GENESIS
  return whys.map((why, n) => {
    const values = EVENT_FIELDS.map((name) => (name === 'seq' ? n + 1 : name === 'why' ? why : null))
    const hash = hashOf(linkText(previous, canonicalForm(values)))
    const one = { values, previous, hash }
    previous = hash
    return one
  })
}

describe('an exported event', () => {
  test('comes back from JSON lines and from CSV as it was, however the file is cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 5 }), fc.integer({ min: 1, max: 9 }), (events, size) => {
        for (const one of events) {
          expect(jsonLine(one)).not.toContain('\n')
          expect(readJsonLine(jsonLine(one))).toEqual(one)
        }
        const file = CSV_HEAD + events.map(csvLine).join('')
        const reader = new CsvReader()
        const read: ExportedEvent[] = []
        const signs = [...file]
        for (let at = 0; at < signs.length; at += size)
          read.push(...reader.read(signs.slice(at, at + size).join('')))
        expect(read).toEqual(events)
      }),
    )
  })

  test('never begins a cell of a spreadsheet as a formula would', () => {
    fc.assert(
      fc.property(event, (one) => {
        const why = EVENT_FIELDS.indexOf('why')
        for (const sign of ['=', '+', '-', '@', '\t']) {
          const values = one.values.map((value, at) => (at === why ? `${sign}${value ?? ''}` : value))
          expect(csvLine({ ...one, values })).toContain(`'${sign}`)
        }
      }),
    )
  })
})

describe('the check of an export', () => {
  const check = (events: readonly ExportedEvent[], noted?: { seq: number; hash: string }) => {
    const one = new ExportCheck(hashOf, noted ?? null)
    for (const each of events) one.add(each)
    one.end()
    return { breaks: one.breaks, gaps: one.gaps, events: one.events }
  }
  const whole = chainOf(['one', 'two', 'three', 'four'])

  test('finds nothing in a whole file, nor in one that a filter made', () => {
    expect(check(whole)).toEqual({ breaks: [], gaps: 0, events: 4 })
    expect(check(whole.filter((_, n) => n !== 1))).toEqual({ breaks: [], gaps: 1, events: 3 })
  })

  test('names the line that says something else, is out of its place, or follows another', () => {
    const says = (at: number, why: string) =>
      whole.map((one, n) =>
        n === at ? { ...one, values: one.values.map((v, f) => (EVENT_FIELDS[f] === 'why' ? why : v)) } : one,
      )
    expect(check(says(2, 'x')).breaks).toEqual([{ kind: 'line-changed', seq: 3 }])
    const [a, b, c, d] = whole as [ExportedEvent, ExportedEvent, ExportedEvent, ExportedEvent]
    expect(check([a, c, b, d]).breaks[0]).toEqual({ kind: 'line-out-of-order', seq: 2 })
    const other = chainOf(['other', 'two'])
    expect(check([a, other[1] as ExportedEvent]).breaks).toEqual([{ kind: 'line-unlinked', seq: 2 }])
    expect(check(whole, { seq: 4, hash: 'noted' }).breaks).toEqual([{ kind: 'noted-differs', seq: 4 }])
  })

  test.each([
    ['beyond its last line', 5, 1],
    ['before its first line', 1, 2],
    ['that a filter left out', 3, 2],
  ])('says of a noted event %s that it cannot be compared', (_, seq, from) => {
    const file = whole.filter((_one, n) => n + 1 >= from && n !== 2)
    expect(check(file, { seq, hash: 'noted' }).breaks).toEqual([{ kind: 'noted-not-there', seq }])
    const last = whole.at(-1) as ExportedEvent
    expect(check(file, { seq: 4, hash: String(last.hash) }).breaks).toEqual([])
  })
})
