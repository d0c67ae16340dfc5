import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerStream, streamEvents } from './feed'

const ASKER = { kind: 'person', id: 'ada', name: 'Ada', role: 'viewer', origin: null }
vi.mock('@/lib/server/accounts/who-asks', () => ({
  whoAsks: async () => ({ asker: ASKER, request: { id: 'r1', path: '/api/stream' } }),
  refusalAt: async () => null,
}))

const HOLDFAST = Symbol.for('holdfast')
const STREAMS = Symbol.for('holdfast.streams')
const shared = globalThis as { [HOLDFAST]?: unknown }
let move = () => {}
let listening = 0

/** Listens, and counts who does. */
const listen = () => {
  listening++
  return () => void listening--
}

beforeEach(() => {
  vi.useFakeTimers()
  const sync = {
    onMoved: (listener: () => void) => {
      move = listener
      return listen()
    },
  }
  shared[HOLDFAST] = Promise.resolve({
    store: { onCommitted: listen, reads: { eventsSince: () => Promise.reject(new Error('busy')) } },
    engine: { restEnds: { onEnded: listen }, sync },
  })
})
afterEach(() => {
  vi.useRealTimers()
  delete shared[HOLDFAST]
})

async function moves(times: number): Promise<void> {
  for (let at = 0; at < times; at++) {
    move()
    await vi.advanceTimersByTimeAsync(250)
  }
}

it('ends the stream of who never reads, and keeps only so much for them', async () => {
  const stream = await streamEvents(null, new AbortController().signal)
  await moves(100)
  expect(listening).toBe(3)
  await moves(400)
  expect(listening).toBe(0)
  let kept = 0
  for await (const _ of stream) kept++
  expect(kept).toBeLessThan(300)
})

it('tells once that it is over, also where whoever asked went before it began', async () => {
  const over = vi.fn()
  const ends = new AbortController()
  await streamEvents(null, ends.signal, over)
  expect([over.mock.calls.length, listening]).toEqual([0, 3])
  ends.abort()
  expect([over.mock.calls.length, listening]).toEqual([1, 0])
  await streamEvents(null, ends.signal, over)
  expect([over.mock.calls.length, listening]).toEqual([2, 0])
})

it('goes on for who reads, however long it is', async () => {
  const ends = new AbortController()
  const reader = (await streamEvents(null, ends.signal)).getReader()
  for (let at = 0; at < 500; at++) {
    await moves(1)
    expect((await reader.read()).done).toBe(false)
  }
  expect(listening).toBe(3)
  ends.abort()
  expect(listening).toBe(0)
})

describe('a stream that is asked for', () => {
  const taken = () => (globalThis as { [STREAMS]?: { all: number } })[STREAMS]?.all ?? 0
  const asked = (init: RequestInit = {}) => answerStream('stream', new Request('http://holdfast/', init))
  const left = () => [taken(), listening, vi.getTimerCount()]

  it('takes no place and leaves no timer where only its headers are asked for', async () => {
    const answer = await asked({ method: 'HEAD' })
    expect([answer.status, answer.headers.get('content-type'), answer.body]).toEqual([
      200,
      'text/event-stream',
      null,
    ])
    expect(left()).toEqual([0, 0, 0])
  })

  it('leaves nothing behind when nobody reads it any more', async () => {
    const answer = await asked()
    expect(left()).toEqual([1, 3, 2])
    await answer.body?.cancel()
    expect(left()).toEqual([0, 0, 0])
  })

  it('leaves nothing behind when it is ended because its reader is too slow', async () => {
    await asked()
    await moves(500)
    expect(left()).toEqual([0, 0, 0])
  })

  it('leaves nothing behind where it cannot begin', async () => {
    shared[HOLDFAST] = Promise.reject(new Error('the file is in use'))
    expect((await asked()).status).toBe(500)
    expect(left()).toEqual([0, 0, 0])
  })

  it('leaves nothing behind where what was missed cannot be read', async () => {
    const answer = await asked({ headers: { 'last-event-id': '4' } })
    await vi.advanceTimersByTimeAsync(0)
    expect(await answer.text()).toBe('retry: 1000\n\n')
    expect(left()).toEqual([0, 0, 0])
  })
})
