import { expect, test } from 'vitest'
import { refusalSentence } from '@/lib/api/messages'
import { CAPS } from '@/lib/domain/cap'
import { type StreamPlaces, takeStreamPlace } from './stream-places'

const nobody = (): StreamPlaces => ({ all: 0, ofOne: new Map() })
const person = (id: string) => ({ kind: 'person', id }) as const

function told(place: ReturnType<typeof takeStreamPlace>): string {
  return place.ok ? 'a place' : refusalSentence(place.refusal)
}

test('one person has so many streams and no more; their tokens, and others, have theirs', () => {
  const taken = nobody()
  const places = Array.from({ length: CAPS.streamsOfOne }, () => takeStreamPlace(person('ada'), taken))
  expect(places.every((one) => one.ok)).toBe(true)
  expect(told(takeStreamPlace(person('ada'), taken))).toBe(
    'You follow the changes live in 20 browsers and programs, which is the most for one person.',
  )
  expect(told(takeStreamPlace({ kind: 'token', id: 'ada' }, taken))).toBe('a place')
  expect(told(takeStreamPlace(person('olu'), taken))).toBe('a place')
  const [first] = places
  if (first?.ok) {
    first.value()
    first.value()
  }
  expect(told(takeStreamPlace(person('ada'), taken))).toBe('a place')
  expect(told(takeStreamPlace(person('ada'), taken))).not.toBe('a place')
})

test('all together have so many, without login too, and nothing is left of those that are over', () => {
  const taken = nobody()
  const local = { kind: 'local', id: 'local' } as const
  const places = Array.from({ length: CAPS.streams }, (_, n) =>
    takeStreamPlace(n % 2 === 0 ? local : person(`p${n}`), taken),
  )
  expect(places.filter((one) => one.ok)).toHaveLength(CAPS.streams)
  for (const who of [local, person('late')])
    expect(told(takeStreamPlace(who, taken))).toBe(
      '1,000 pages and programs follow the changes live, which is the most at once.',
    )
  for (const place of places) if (place.ok) place.value()
  expect(taken).toEqual(nobody())
})
