import { expect, it } from 'vitest'
import { readSources, withoutComments } from '@/lib/testing/source-scan'
import { saidIn } from './page-parameters'

it('of a name that is said twice counts what is said first, as in a browser', async () => {
  const said = await saidIn(Promise.resolve({ draft: ['a', 'b'], step: 'review', none: undefined, no: [] }))
  expect(['draft', 'step', 'none', 'no', 'other', 'constructor', '__proto__'].map(said)).toEqual([
    ...['a', 'review'],
    ...[undefined, undefined, undefined, undefined, undefined],
  ])
})

it('every page reads its address through that', () => {
  const pages = readSources(['app']).filter(({ path }) => /\/page\.tsx$/.test(path))
  const reading = pages.filter(({ text }) => /\bsearchParams\b/.test(withoutComments(text)))
  expect(reading.length).toBeGreaterThan(6)
  const otherwise = reading.filter(({ text }) => {
    const code = withoutComments(text)
    const reads = code.match(/props\.searchParams\b/g)?.length
    return (
      reads !== code.match(/saidIn\(props\.searchParams\)/g)?.length ||
      !/\bsearchParams: PageSearch\b/.test(code)
    )
  })
  expect(otherwise.map(({ path }) => path)).toEqual([])
})
