import { expect, it } from 'vitest'
import { ok, refuse } from '@/lib/domain/result'
import { changeAccounts } from './change-accounts'
import type { Commit, Conflict } from './ports/commit'
import { takeTurns } from './turns'

/** A store that refuses the first so many commits. */
function world(refusals: number, kind: Conflict['kind'] = 'account-moved') {
  const committed: Commit[] = []
  let asked = 0
  let left = refusals
  const allocation = {
    store: {
      async commit(commit: Commit) {
        if (left-- > 0) return refuse({ kind } as Conflict)
        committed.push(commit)
        return ok({ seq: committed.length })
      },
    },
    surroundings: { now: () => '2026-01-01T00:00:00.000Z', id: () => 'x' },
    turns: takeTurns(),
  }
  /** Ends as many sessions as it was asked times. */
  const decide = async () => {
    asked += 1
    return ok({
      changes: [{ kind: 'sessions-ended', personId: 'olu', keep: null, count: asked } as const],
      happenings: [{ kind: 'session-revoked', why: `${asked} ended.` } as const],
      value: asked,
    })
  }
  return { allocation, decide, committed, asked: () => asked }
}

it('asks again where the database has it otherwise, and writes and tells what it says then', async () => {
  const { allocation, decide, committed } = world(2)
  expect(await changeAccounts(allocation, decide)).toEqual(ok(3))
  expect(committed).toMatchObject([{ accounts: [{ count: 3 }], events: [{ why: '3 ended.' }] }])
})

it('gives up after a few times, with nothing written', async () => {
  const { allocation, decide, committed, asked } = world(99)
  const answer = await changeAccounts(allocation, decide)
  expect(answer).toEqual(refuse({ kind: 'busy', attempts: asked() }))
  expect([committed, asked() < 10]).toEqual([[], true])
})

it('a refusal and a decision that changes nothing write and tell nothing', async () => {
  const { allocation, committed } = world(0)
  const gone = refuse({ kind: 'person-gone' } as const)
  expect(await changeAccounts(allocation, async () => gone)).toEqual(gone)
  const told = { kind: 'signed-out', why: 'Nobody did.' } as const
  const nothing = async () => ok({ changes: [], happenings: [told], value: 'as it was' })
  expect(await changeAccounts(allocation, nothing)).toEqual(ok('as it was'))
  expect(committed).toEqual([])
})

it('one decision is written before the next one reads, also after one that was a bug', async () => {
  const { allocation, decide, committed } = world(0)
  const seen: number[] = []
  const look = () =>
    changeAccounts(allocation, () => {
      seen.push(committed.length)
      return decide()
    })
  const bug = changeAccounts(allocation, () => Promise.reject(new Error('a bug')))
  await Promise.allSettled([look(), bug, look(), look()])
  await expect(bug).rejects.toThrow('a bug')
  expect(seen).toEqual([0, 1, 2])
})
