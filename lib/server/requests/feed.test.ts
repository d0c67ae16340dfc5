import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { streamEvents } from './feed'

const HOLDFAST = Symbol.for('holdfast')
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
    store: { onCommitted: listen },
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
