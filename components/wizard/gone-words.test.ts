import { expect, test } from 'vitest'
import type { DraftView } from '@/lib/api/views/groups'
import { describeGone } from './gone-words'

const ring = { id: 'sig-1', name: 'ring', live: true }

test('B7 a draft that cannot go on says what became of it', () => {
  expect(describeGone({ kind: 'gone' }, null).title).toBe('This draft does not exist any more')
  expect(describeGone({ kind: 'gone' }, 'ring').text).toContain('ring is as its page shows it.')
  expect(describeGone({ kind: 'became', group: ring, draft: null }, null).title).toBe(
    'This draft has become ring',
  )
  expect(describeGone({ kind: 'became', group: ring, draft: {} as DraftView }, null).text).toContain(
    'can go on as a draft of its own',
  )
  expect(describeGone({ kind: 'became', group: { ...ring, live: false }, draft: null }, null).title).toBe(
    'This draft has become a group, which is deleted by now',
  )
  expect(describeGone({ kind: 'became', group: ring, draft: null }, 'ring').text).toBe(
    'ring was changed by it.',
  )
})
