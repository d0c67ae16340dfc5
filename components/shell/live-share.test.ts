import { expect, it } from 'vitest'
import { type Said, type SharePort, shareStream } from './live-share'
import type { Hear, StreamNews } from './live-stream'

const OPENED: StreamNews = { kind: 'opened' }
const MESSAGE: StreamNews = { kind: 'message', data: '{}' }

/** A browser with tabs: one lock, one channel, and the streams that are open. */
const setUp = () => {
  const waiting: { signal: AbortSignal; hold: () => Promise<void> }[] = []
  const ears = new Set<(said: Said) => void>()
  const streams: { tab: string; hear: Hear }[] = []
  let taken = false

  const turn = () => {
    const next = taken ? undefined : waiting.shift()
    if (next === undefined) return
    if (next.signal.aborted) return turn()
    taken = true
    void next.hold().then(() => {
      taken = false
      turn()
    })
  }
  const portOf = (tab: string): SharePort => ({
    inTurn(signal, hold) {
      waiting.push({ signal, hold })
      turn()
    },
    listen(hear) {
      ears.add(hear)
      const say = (said: Said) => {
        for (const other of [...ears]) if (other !== hear) other(said)
      }
      return { say, close: () => ears.delete(hear) }
    },
    open(hear) {
      const stream = { tab, hear }
      streams.push(stream)
      return () => streams.splice(streams.indexOf(stream), 1)
    },
  })
  const openTab = (tab: string) => {
    const heard: string[] = []
    const leave = shareStream(portOf(tab), (news) => heard.push(news.kind))
    return { heard, leave }
  }
  return {
    openTab,
    holders: () => streams.map((one) => one.tab),
    tell: (news: StreamNews) => streams[0]?.hear(news),
  }
}

it('keeps one stream for all tabs, and every tab hears it', () => {
  const { openTab, holders, tell } = setUp()
  const tabs = ['1', '2', '3', '4', '5', '6', '7'].map(openTab)
  tell(OPENED)
  tell(MESSAGE)
  expect(holders()).toEqual(['1'])
  expect(tabs.map((tab) => tab.heard)).toEqual(Array(7).fill(['opened', 'message']))
})

it('tells a tab that comes later how the stream stands, and bothers nobody else with it', () => {
  const { openTab, tell } = setUp()
  const first = openTab('1')
  tell(OPENED)
  const second = openTab('2')
  expect(second.heard).toEqual(['opened'])
  tell({ kind: 'lost', refused: false })
  const third = openTab('3')
  expect(third.heard).toEqual(['lost'])
  expect([first.heard, second.heard]).toEqual(Array(2).fill(['opened', 'lost']))
})

it('hands the stream on when its tab leaves, and the opening is news to those who stay', async () => {
  const { openTab, holders, tell } = setUp()
  const first = openTab('1')
  const second = openTab('2')
  const third = openTab('3')
  tell(OPENED)
  second.leave()
  first.leave()
  await Promise.resolve()
  expect(holders()).toEqual(['3'])
  tell(OPENED)
  expect(third.heard).toEqual(['opened', 'opened'])
  expect([first.heard, second.heard]).toEqual(Array(2).fill(['opened']))
})

it('a tab that left before its turn opens nothing', async () => {
  const { openTab, holders } = setUp()
  const first = openTab('1')
  const second = openTab('2')
  second.leave()
  first.leave()
  await Promise.resolve()
  expect(holders()).toEqual([])
})
