import pino from 'pino'
import { afterEach, expect, test } from 'vitest'
import { logOptions } from '@/lib/server/monitoring/log'
import {
  closeNote,
  type EndedRequest,
  idFrom,
  lineOf,
  note,
  notePage,
  openNote,
  sentIdOf,
} from './request-log'

afterEach(() => closeNote('request-1'))

const ended = (change: Partial<EndedRequest>): EndedRequest => ({
  ...{ id: 'request-1', door: 'groups', changes: false, asker: 'local', token: null, outcome: null },
  ...{ sentId: null, status: 200, tookMs: 12.345, cutOff: false },
  ...change,
})

test.each([
  ['a read', {}, 'debug'],
  ['a file', { door: null, status: 404 }, 'debug'],
  ['a change', { door: 'applyCommand', changes: true, outcome: 'ok' }, 'info'],
  ['a refused change', { door: 'applyCommand', changes: true, outcome: 'stale-plan' }, 'info'],
  ['a read that was refused', { status: 403 }, 'info'],
  ['a path that is nowhere', { door: 'unknown', status: 404 }, 'debug'],
  ['a bug of an action', { door: 'applyCommand', changes: true, outcome: 'unexpected' }, 'warn'],
  ['a bug of a read', { status: 500 }, 'warn'],
] as const)('%s is told as it deserves', (_, change, level) => {
  expect(lineOf(ended(change)).level).toBe(level)
})

test('a line has the door, the status, the time, who asked, and nothing that they typed', () => {
  const { fields } = lineOf(ended({ door: 'applyCommand', outcome: 'ok', cutOff: true }))
  const line = { requestId: 'request-1', door: 'applyCommand', status: 200, ms: 12.3, asker: 'local' }
  expect(fields).toEqual({ ...line, outcome: 'ok', cutOff: true })
})

test('a line of a program has its token by its id, beside whose it is', () => {
  const { fields } = lineOf(ended({ asker: 'olu', token: 'token-1' }))
  expect(fields).toMatchObject({ asker: 'olu', program: 'token-1' })
})

test('nothing of a line is taken for a secret and left out where it is written', () => {
  const { fields } = lineOf(
    ended({ token: 'token-1', sentId: 'theirs', door: 'applyCommand', outcome: 'ok', cutOff: true }),
  )
  let written = ''
  pino(logOptions('info'), { write: (text: string) => (written += text) }).info(fields, 'request')
  expect(JSON.parse(written)).toMatchObject(fields)
  expect(Object.keys(fields)).toHaveLength(9)
})

test.each([
  ['0af7651916cd43dd8448eb211c80319c', true],
  ['req-2026.11:22_a', true],
  ['short', false],
  ['has space in it', false],
  ['line\nbreak-in-it', false],
  ['-begins-with-a-dash', false],
  ['x'.repeat(65), false],
])('the id %j of a request that comes in is taken: %s', (sent, isTaken) => {
  expect(idFrom(sent)).toBe(isTaken ? sent : null)
})

test('what the other end calls a request is a field of its own, and no longer than an id', () => {
  expect(sentIdOf('request-1', 'request-1')).toBeNull()
  expect(sentIdOf(undefined, 'request-1')).toBeNull()
  expect(sentIdOf('x'.repeat(9_000), 'request-1')).toBe('x'.repeat(64))
  const { fields } = lineOf(ended({ sentId: 'theirs' }))
  expect(fields).toMatchObject({ requestId: 'request-1', sentId: 'theirs' })
})

test('an id that is in use is not given twice at once', () => {
  openNote('request-1')
  expect(idFrom('request-1')).toBeNull()
  closeNote('request-1')
  expect(idFrom('request-1')).toBe('request-1')
})

test('an action that renders its page again stays an action', () => {
  const open = openNote('request-1')
  note('request-1', { door: 'applyCommand', changes: true })
  notePage('request-1', 'somebody')
  expect(open).toMatchObject({ door: 'applyCommand', changes: true, asker: null })
})
