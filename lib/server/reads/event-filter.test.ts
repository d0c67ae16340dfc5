import { expect, it } from 'vitest'
import { eventFilterOf } from './event-filter'

const filter = (text: string) => eventFilterOf(new URLSearchParams(text))

it.each([
  ['from=3&to=9', { after: 2, before: 10 }],
  ['to=9', { before: 10 }],
  ['from=1', { after: 0 }],
  ['to=9&before=7', { before: 7 }],
  ['to=9&before=70', { before: 10 }],
  ['from=x&to=-1&before=0', {}],
])('%s', (text, range) => {
  expect(filter(text)).toEqual({ limit: 50, ...range })
})

it('several kinds are told apart by commas', () => {
  expect(filter('kind=group-scaled,instance-failed')).toEqual({
    limit: 50,
    kinds: ['group-scaled', 'instance-failed'],
  })
})
