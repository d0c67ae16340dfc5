import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '@/lib/domain/account-settings'
import { startEngine } from '@/lib/server/background/engine'
import { type OpenStore, openStore } from '@/lib/storage/store'
import { templateDatabase } from '@/lib/testing/database'
import { changeSettings } from './change-settings'
import type { Allocation } from './command'
import { takeTurns } from './turns'

const NOON = '2026-11-03T12:00:00.000Z'
let store: OpenStore
let allocation: Allocation
const surroundings = {
  now: () => NOON,
  seed: () => 1,
  id: (digits: number) => '1'.repeat(digits),
  wait: forever,
}

/** Ends only when it is called off. */
function forever(_milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve()
    else signal?.addEventListener('abort', () => resolve(), { once: true })
  })
}

beforeEach(async () => {
  store = await openStore({ databaseUrl: `file:${await templateDatabase()}`, now: () => NOON })
  allocation = { store, surroundings, turns: takeTurns(), begin: () => undefined }
})
afterEach(() => store.close())

const settingsEvents = () => store.events({ kinds: ['settings-changed'], limit: 10 })

describe('changing settings', () => {
  it('stores what was changed and tells before and after', async () => {
    const changed = await changeSettings(allocation, { currency: 'EUR', publicIpPerHour: 0.004 }, {})
    const expected = { ...DEFAULT_SETTINGS, currency: 'EUR', publicIpPerHour: 0.004 }
    expect(changed).toEqual({ ok: true, value: expected })
    expect(await store.settings()).toEqual(expected)
    expect(await settingsEvents()).toMatchObject([
      {
        actor: 'operator',
        before: { currency: 'USD', publicIpPerHour: 0.005 },
        after: { currency: 'EUR', publicIpPerHour: 0.004 },
      },
    ])
  })

  it('refuses what was decided on something that has moved, and says what moved', async () => {
    const seen = { syncIntervalSeconds: 30 }
    const both = await Promise.all([
      changeSettings(allocation, { syncIntervalSeconds: 60 }, seen),
      changeSettings(allocation, { syncIntervalSeconds: 90 }, seen),
    ])
    expect(both[0]).toMatchObject({ ok: true })
    expect(both[1]).toEqual({
      ok: false,
      refusal: { kind: 'settings-moved', moved: [{ name: 'syncIntervalSeconds', from: 30, to: 60 }] },
    })
    expect((await store.settings()).syncIntervalSeconds).toBe(60)
  })

  it('tells nothing of a change to what is so already', async () => {
    await changeSettings(allocation, { currency: 'EUR' }, {})
    await changeSettings(allocation, { currency: 'EUR' }, { currency: 'USD' })
    expect(await settingsEvents()).toHaveLength(1)
  })
})

it('a shorter interval counts at once: the look that it makes due is not waited for by the longer one', async () => {
  const rests: number[] = []
  const engine = await startEngine({
    store,
    clouds: {},
    surroundings: {
      ...surroundings,
      wait: (milliseconds, signal) => {
        rests.push(milliseconds)
        return forever(milliseconds, signal)
      },
    },
    onProblem: (what, detail) => expect.fail(`${what}: ${String(detail)}`),
    intervals: { observe: null, settle: null },
  })
  await expect.poll(() => rests).toEqual([30_000])
  await changeSettings(allocation, { syncIntervalSeconds: 5 }, {})
  engine.settingsChanged()
  await expect.poll(() => rests).toEqual([30_000, 5_000])
  await engine.stop()
})
