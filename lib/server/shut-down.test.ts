import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { phase } from './background/lifecycle'
import type { Holdfast } from './compose'
import { shutDown } from './shut-down'

const LIFE = Symbol.for('holdfast.lifecycle')
beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  delete (globalThis as { [LIFE]?: unknown })[LIFE]
})

type Slow = { readonly requests?: number; readonly work?: number; readonly closing?: number }

/** An order of what happened, with the milliseconds at which it had. */
function ending({ requests = 0, work = 0, closing = 0 }: Slow) {
  const began = Date.now()
  const told: string[] = []
  const tell = (what: string) => told.push(`${Date.now() - began} ${what}`)
  const takes = async (milliseconds: number, what: string) => {
    await new Promise((done) => setTimeout(done, milliseconds))
    tell(what)
  }
  const hold = {
    stop: () => takes(work, 'work journaled'),
    engine: { operating: { underWay: () => 3 } },
    store: { close: () => takes(closing, 'database closed') },
  } as unknown as Holdfast
  const signal = shutDown({
    hold: async () => hold,
    requests: { close: () => takes(requests, 'requests answered') },
    tellRest: async () => void tell('the rest told'),
    say: (words) => void (words.startsWith('asked to end') || words === 'ended' || tell(words)),
    clock: () => Date.now() - began,
    exit: (code) => tell(`exit ${code}`),
  })
  return { told, signal }
}

test('a signal ends everything in order: requests, work, database, 0', async () => {
  const { told, signal } = ending({ requests: 100, work: 200, closing: 50 })
  signal('SIGTERM')
  expect(phase()).toBe('stopping')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(told).toEqual([
    '100 requests answered',
    '100 the rest told',
    '300 work journaled',
    '350 database closed',
    '350 exit 0',
  ])
})

test('what takes longer than anyone waits for is left, and the database is closed all the same', async () => {
  const { told, signal } = ending({ requests: 4_000, work: 60_000, closing: 50 })
  signal('SIGINT')
  await vi.advanceTimersByTimeAsync(11_000)
  expect(told).toEqual([
    '4000 requests answered',
    '4000 the rest told',
    '10000 work under way stays journaled',
    '10050 database closed',
    '10050 exit 0',
  ])
})

test('the signal of a terminal, passed on by whoever started us, is one wish; a second wish ends at once', async () => {
  const { told, signal } = ending({ requests: 5_000 })
  signal('SIGINT')
  await vi.advanceTimersByTimeAsync(20)
  signal('SIGTERM')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(told).toEqual([])
  signal('SIGINT')
  expect(told).toEqual(['2020 asked again: ends at once', '2020 exit 1'])
})
