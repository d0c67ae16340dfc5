import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ActionResult } from '@/lib/api/action-result'
import { ACTION_DOORS, type ActionName, type RouteName } from '@/lib/auth/doors'
import type { Role } from '@/lib/auth/roles'
import type { Event } from '@/lib/domain/event'
import { tellTogether } from '@/lib/server/accounts/refused-sign-ins'
import { offerSetup } from '@/lib/server/accounts/setup'
import { readKnownGroups } from '@/lib/server/present/known-groups'
import { presentEvent } from '@/lib/server/present/present-event'
import { recordProblems } from '../audit-record'
import { ACTION_SAMPLES } from '../fuzz/action-samples'
import { findDoors } from '../fuzz/find-doors'
import { type FuzzWorld, openFuzzWorld } from '../fuzz/fuzz-world'
import { ROUTE_SAMPLES } from '../fuzz/route-samples'
import { become, begin, HOST, MARK, ORIGIN, sentHeaders } from './asking-browser'
import { ACTION_EVENTS, type DoorEvents, ROUTE_EVENTS } from './door-events'
import { ownSamples } from './own-samples'
import { ACCOUNT_ACTIONS, PASSWORD, playAccounts } from './play-accounts'

/*
 * Every door is asked by somebody who signed in, in a request with an id of its own, and what the log then has of that
 * request is compared with the table: who asked, from where, and nothing that the table does not name.
 */

vi.mock('next/headers', async () => (await import('./asking-browser')).nextHeaders)
process.env.HOLDFAST_OPEN = '0'

let world: FuzzWorld
let asked = 0
const doors = await findDoors(process.cwd())
const actions = new Map(doors.flatMap((door) => (door.kind === 'action' ? [[door.name, door.call]] : [])))
const told = new Map<ActionName, Set<string>>()

beforeAll(async () => {
  const shared = globalThis as unknown as Record<symbol, unknown>
  shared[Symbol.for('holdfast.peer')] = MARK
  world = await openFuzzWorld()
})
afterAll(async () => {
  // What is counted would be told later, in a world that is gone.
  await tellTogether(true)
  await world.close()
})

/** What the log has of a request that is over. */
async function eventsOf(id: string): Promise<readonly Event[]> {
  return world.hold.store.events({ byRequest: id, limit: 1_000 })
}

function judge(name: string, row: DoorEvents | undefined, events: readonly Event[]): void {
  for (const { kind } of events)
    expect(
      row && 'tells' in row && row.tells.test(kind),
      `${name} told ${kind}, which its row does not name`,
    ).toBe(true)
  for (const { by } of events) expect(by, `${name} told of nobody`).toMatchObject({ origin: ORIGIN })
}

/** Asks an action in a request of its own. */
async function ask<T = null>(name: ActionName, ...args: readonly unknown[]): Promise<ActionResult<T>> {
  asked += 1
  const request = `request-of-${name}-${asked}`
  begin(request)
  const answer = (await actions.get(name)?.(...args)) as ActionResult<T>
  expect(world.bugs().map(String)).toEqual([])
  const events = await eventsOf(request)
  judge(name, ACTION_EVENTS[name], events)
  const kinds = told.get(name) ?? new Set()
  for (const { kind } of events) kinds.add(kind)
  told.set(name, kinds)
  return answer
}

/** The same, where it must be taken. */
async function done<T = null>(name: ActionName, ...args: readonly unknown[]): Promise<T> {
  const answer = await ask<T>(name, ...args)
  expect(answer, name).toMatchObject({ ok: true })
  return (answer as { value: T }).value
}

describe('what each action tells, with who asked and by which request', () => {
  it('the first run, a sign-in that is refused and one that is not', async () => {
    const said: string[] = []
    await offerSetup((text) => said.push(text))
    const token = /token=(\S+)/.exec(said[0] ?? '')?.[1]
    await done('setUp', { token, name: 'Ada', email: 'ada@example.org', password: PASSWORD })
    become()
    expect(await ask('signIn', { email: 'ada@example.org', password: 'wrong' })).toMatchObject({
      kind: 'wrong-credentials',
    })
    await done('signIn', { email: 'ada@example.org', password: PASSWORD })
    expect(told.get('signIn')).toEqual(new Set(['signed-in']))
    // It follows the answer, and still names the request that it was refused in.
    const refused = () => world.hold.store.events({ kinds: ['sign-in-refused'], limit: 9 })
    await expect
      .poll(refused, { timeout: 10_000 })
      .toMatchObject([
        { by: { id: 'unknown', origin: ORIGIN }, byRequest: expect.stringMatching(/^request-of-signIn-/) },
      ])
  })

  it('what is done with groups, drafts, drills, settings and the simulated clouds', async () => {
    const own = ownSamples(doors)
    let scene = await world.scene()
    // What is let go of has to be there still.
    const names = new Set<ActionName>([
      'applyHeld',
      'applyDriftRepair',
      'deleteInterface',
      ...(Object.keys(ACTION_DOORS) as ActionName[]),
    ])
    for (const name of names) {
      const row = ACTION_EVENTS[name]
      const sample = ACTION_SAMPLES[name]
      if (ACCOUNT_ACTIONS.has(name) || !sample) continue
      const mustTell = 'tells' in row && !(name in NOT_PLAYED)
      for (let tries = 0; tries < (mustTell ? 3 : 1) && !told.get(name)?.size; tries++) {
        // What was done before may have taken away what this one needs.
        if (tries > 0) scene = await world.scene()
        const answer = await ask<{ drillId?: string }>(
          name,
          ...((await own[name]?.(scene)) ?? (await sample(scene))),
        )
        if (name === 'startDrill' && answer.ok) await ask('cancelDrill', answer.value.drillId)
      }
    }
  })

  it('what people do with accounts: their own, and those of others', async () => {
    await done('switchMaintenance', { on: false })
    await playAccounts({ ask, done })
  })

  it('below admin, no e-mail and no address of anybody', async () => {
    const all = await world.hold.store.events({ limit: 1_000 })
    const groups = await readKnownGroups(world.hold)
    const seenBy = (role: Role) => JSON.stringify(all.map((event) => presentEvent(event, groups, role)))
    for (const role of ['viewer', 'operator'] as const) {
      expect(seenBy(role)).not.toContain('@example.org')
      expect(seenBy(role)).not.toContain(ORIGIN)
    }
    expect(seenBy('admin')).toContain('@example.org')
    expect(seenBy('admin')).toContain(ORIGIN)
  })

  it('each of them was asked, and told what its row says that it tells', () => {
    const silent = (Object.keys(ACTION_EVENTS) as ActionName[]).filter(
      (name) => 'tells' in ACTION_EVENTS[name] && !(name in NOT_PLAYED) && !told.get(name)?.size,
    )
    expect(silent).toEqual([])
    expect(Object.keys(ACTION_DOORS).filter((name) => !told.has(name as ActionName))).toEqual([])
    expect([...actions.keys()].sort()).toEqual(Object.keys(ACTION_EVENTS).sort())
  })

  it('and of everybody and every token the record says what the log says', async () => {
    const { drills, databaseUrl } = world.hold
    await drills.idle()
    expect(recordProblems(databaseUrl.slice('file:'.length))).toEqual([])
  })
})

describe('what each route tells', () => {
  it('is nothing, but for what takes something out', async () => {
    const kinds = new Map<string, string[]>()
    const scene = await world.scene()
    for (const door of doors) {
      if (door.kind !== 'route' || door.path === '/api/stream') continue
      const { params = {}, query = {}, body } = (await ROUTE_SAMPLES[door.name]?.(scene)) ?? {}
      asked += 1
      const request = `request-of-route-${asked}`
      begin(request)
      const url = new URL(`http://${HOST}${door.path.replace(/[[\].]/g, '')}`)
      url.search = new URLSearchParams(query).toString()
      const sent = new Request(url, {
        method: door.method,
        headers: sentHeaders(),
        ...(body ? { body } : {}),
      })
      const all = Object.fromEntries(door.params.map((name) => [name, params[name] ?? '']))
      const answer = await door.call(sent, { params: Promise.resolve(all) })
      await answer.text()
      const events = await eventsOf(request)
      if (events.length > 0)
        kinds.set(
          door.name,
          events.map(({ kind }) => kind),
        )
      judge(door.name, ROUTE_EVENTS[ROUTE_NAMES[door.name] as RouteName], events)
    }
    expect(Object.fromEntries(kinds)).toEqual({
      'GET /api/drills/[drillId]/report': ['exported'],
      'GET /api/ledger/export': ['exported'],
    })
  })
})

/** Asked, too, but in a world where there is nothing for them to change. */
const NOT_PLAYED: Readonly<Partial<Record<ActionName, string>>> = {
  tryNow: 'A call to the cloud must have failed before; see held-for-nobody.test.ts.',
}

const ROUTE_NAMES: Readonly<Record<string, RouteName>> = {
  'GET /api/ledger/export': 'ledgerExport',
  'GET /api/drills/[drillId]/report': 'drillReport',
  'GET /api/sign-on/callback': 'signOnCallback',
  'POST /api/imports': 'imports',
}
