import { describe, expect, test } from 'vitest'
import { readSources } from '@/lib/testing/source-scan'
import { forEachSliced, SLICE } from './slices'

describe('work in slices', () => {
  test('hands every item on, and pauses after each slice', () => {
    const items = Array.from({ length: 2 * SLICE + 1 }, (_, at) => at)
    const seen: number[] = []
    let pauses = 0
    const work = forEachSliced(items, (item) => seen.push(item))
    while (!work.next().done) pauses += 1
    expect(seen).toEqual(items)
    expect(pauses).toBe(2)
  })

  test('is never merely called: a generator that nobody runs does nothing, and says nothing', () => {
    const sources = readSources(['lib/domain', 'lib/allocation', 'lib/drill'])
    const everywhere = sources.flatMap(({ text }) => slicedIn(text, true))
    expect(everywhere).toContain('reconcile')
    const forgotten = sources
      .filter(({ path }) => !path.endsWith('.test.ts'))
      .flatMap(({ path, text }) => {
        const names = [...everywhere, ...slicedIn(text, false)].join('|')
        const called = new RegExp(`(?<![\\w.*])(?:${names})\\(`)
        return text
          .split('\n')
          .filter((line) => called.test(line) && !/^\s*(\*|\/\/)|function\*/.test(line))
          .filter((line) => !/yield\* |return \w+\(|runThrough\(|inTurns\(/.test(line))
          .map((line) => `${path}: ${line.trim()}`)
      })
    expect(forgotten).toEqual([])
  })
})

/** Names of functions that answer in slices. */
const slicedIn = (text: string, exported: boolean): string[] =>
  [...text.matchAll(/^(export )?function\* (\w+)[\s\S]{0,300}?\): (\w+)/gm)].flatMap(
    ([, isExported, name, answer]) =>
      answer === 'Sliced' && (isExported !== undefined || !exported) ? [name as string] : [],
  )
