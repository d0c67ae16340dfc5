import { expect, it } from 'vitest'
import { virtualTime } from './virtual-time'

const START = Date.parse('2026-11-03T09:00:00.000Z')
const never = () => false

it('jumps from one moment to the next, in order of time and then of asking', async () => {
  const time = virtualTime(START)
  const seen: string[] = []
  const wait = async (name: string, milliseconds: number) => {
    await time.wait(milliseconds)
    seen.push(`${name} at ${time.nowMs() - START}`)
  }
  void wait('late', 3_600_000)
  void wait('first', 500)
  void wait('second', 500).then(() => wait('third', 0))
  expect(await time.play({ until: START + 86_400_000, over: never })).toBe('until')
  expect(seen).toEqual(['first at 500', 'second at 500', 'third at 500', 'late at 3600000'])
})

it('stops at its bound, and what was due later never goes', async () => {
  const time = virtualTime(START)
  let gone = false
  void time.wait(2_000).then(() => (gone = true))
  expect(await time.play({ until: START + 1_000, over: never })).toBe('until')
  expect([gone, time.now()]).toEqual([false, '2026-11-03T09:00:01.000Z'])
})

it('is over only at the end of a moment, and a wait that is ended does not wait', async () => {
  const time = virtualTime(START)
  const ending = new AbortController()
  let turns = 0
  void time.turn().then(async () => {
    turns++
    await time.turn()
    turns++
  })
  void time.wait(9_000, ending.signal).then(() => turns++)
  ending.abort()
  expect(await time.play({ until: START + 10_000, over: () => true })).toBe('over')
  expect([turns, time.nowMs()]).toEqual([3, START])
})

it('gives the event loop back between any two who wait', async () => {
  const time = virtualTime(START)
  let others = 0
  const beside = setInterval(() => others++, 0)
  for (let n = 0; n < 2_000; n++) void time.turn().then(() => JSON.stringify({ some: 'work', n }))
  await time.play({ until: START, over: never })
  clearInterval(beside)
  expect(others).toBeGreaterThan(0)
})
