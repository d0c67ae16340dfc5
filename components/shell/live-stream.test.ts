import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FULL_RETRY_MS, openStream, type StreamNews } from './live-stream'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Source = Pick<EventSource, 'onopen' | 'onerror' | 'onmessage'> & { readyState: number; close(): void }

/** A browser whose streams are answered by hand, and what was heard of them. */
function setUp(whyFull: () => Promise<string | null>) {
  const sources: Source[] = []
  const heard: StreamNews[] = []
  const close = openStream((news) => heard.push(news), {
    connect: () => {
      const source = { onopen: null, onerror: null, onmessage: null, readyState: 0, close: () => {} }
      sources.push(source)
      return source as unknown as EventSource
    },
    whyFull,
  })
  const last = () => sources.at(-1) as Source
  const fail = async (readyState: number) => {
    last().readyState = readyState
    last().onerror?.call(last() as EventSource, new Event('error'))
    await vi.advanceTimersByTimeAsync(0)
  }
  const open = () => last().onopen?.call(last() as EventSource, new Event('open'))
  return { sources, heard, fail, open, close }
}

it('says the server’s sentence where there is no place, and asks for one now and then until there is', async () => {
  const { sources, heard, fail, open } = setUp(async () => 'Too many.')
  await fail(2)
  expect(heard).toEqual([{ kind: 'full', why: 'Too many.' }])
  await vi.advanceTimersByTimeAsync(FULL_RETRY_MS - 1)
  expect(sources).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  await fail(2)
  expect(heard).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(FULL_RETRY_MS)
  open()
  expect([sources.length, heard.at(-1)]).toEqual([3, { kind: 'opened' }])
})

it('tries what is refused for another reason again with growing pauses, and leaves a broken one to the browser', async () => {
  const { sources, heard, fail } = setUp(async () => null)
  await fail(0)
  expect([sources.length, heard]).toEqual([1, [{ kind: 'lost', refused: false }]])
  await fail(2)
  expect(heard.at(-1)).toEqual({ kind: 'lost', refused: true })
  await vi.advanceTimersByTimeAsync(1_000)
  await fail(2)
  await vi.advanceTimersByTimeAsync(1_999)
  expect(sources).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(sources).toHaveLength(3)
})

it('tries nothing again once it is closed, whatever is answered then', async () => {
  let answer = (_why: string | null) => {}
  const { sources, heard, fail, close } = setUp(
    () =>
      new Promise((done) => {
        answer = done
      }),
  )
  await fail(2)
  close()
  answer('Too many.')
  await vi.advanceTimersByTimeAsync(2 * FULL_RETRY_MS)
  expect([sources.length, heard]).toEqual([1, []])
})
