import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ActionResult } from '@/lib/api/action-result'
import { ACTION_DOORS, type ActionName, type RouteName } from '@/lib/auth/doors'
import type { Event } from '@/lib/domain/event'
import { accountBook } from '@/lib/server/accounts'
import { nowIso } from '@/lib/server/compose'
import { planDriftRepair } from '@/lib/server/drift-doors'
import { planHeld } from '@/lib/server/held-doors'
import { REQUEST_HEADER } from '@/lib/server/peer'
import { readDrifts } from '@/lib/server/reads-drift'
import { offerSetup } from '@/lib/server/setup'
import { ACTION_SAMPLES, proofOf, type Sample } from '../fuzz/action-samples'
import { findDoors } from '../fuzz/find-doors'
import { type FuzzWorld, openFuzzWorld, type Scene, TASK } from '../fuzz/fuzz-world'
import { ROUTE_SAMPLES } from '../fuzz/route-samples'
import { ACTION_EVENTS, type DoorEvents, ROUTE_EVENTS } from './door-events'

/*
 * Every door is asked by somebody who signed in, in a request with an id of its own, and what the log then has of that
 * request is compared with the table: who asked, from where, and nothing that the table does not name.
 */

const HOST = '127.0.0.1:3000'
const ORIGIN = '203.0.113.9'
const MARK = 'mark-of-this-process'
const PASSWORD = 'a long walk by the sea'
const NEXT_PASSWORD = 'another walk along the shore'

const cookie = new Map<string, string>()
let request = 'no-request-yet'
let asked = 0

const sentHeaders = () =>
  new Headers({
    host: HOST,
    origin: `http://${HOST}`,
    [REQUEST_HEADER]: `${MARK} ${request} ${ORIGIN} /`,
    cookie: [...cookie].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
  })

vi.mock('next/headers', () => ({
  headers: async () => sentHeaders(),
  cookies: async () => ({
    set: (name: string, value: string, { maxAge }: { maxAge?: number } = {}) =>
      value === '' || maxAge === 0 ? cookie.delete(name) : cookie.set(name, value),
  }),
}))
process.env.HOLDFAST_OPEN = '0'

let world: FuzzWorld
const doors = await findDoors(process.cwd())
const actions = new Map(doors.flatMap((door) => (door.kind === 'action' ? [[door.name, door.call]] : [])))
const told = new Map<ActionName, Set<string>>()

beforeAll(async () => {
  const shared = globalThis as unknown as Record<symbol, unknown>
  shared[Symbol.for('holdfast.peer')] = MARK
  world = await openFuzzWorld()
})
afterAll(() => world.close())

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
  request = `request-of-${name}-${asked}`
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

const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? ''
const signIn = (email: string, password = PASSWORD) => done('signIn', { email, password })
const away = () => cookie.clear()

describe('what each action tells, with who asked and by which request', () => {
  it('the first run, a sign-in that is refused and one that is not', async () => {
    const said: string[] = []
    await offerSetup((text) => said.push(text))
    const token = /token=(\S+)/.exec(said[0] ?? '')?.[1]
    await done('setUp', { token, name: 'Ada', email: 'ada@example.org', password: PASSWORD })
    away()
    expect(await ask('signIn', { email: 'ada@example.org', password: 'wrong' })).toMatchObject({ ok: false })
    await signIn('ada@example.org')
    expect(told.get('signIn')).toEqual(new Set(['sign-in-refused', 'signed-in']))
  })

  it('what is done with groups, drafts, drills, settings and the simulated clouds', async () => {
    const own = new Set(ACCOUNT_ACTIONS)
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
      if (own.has(name) || !sample) continue
      const mustTell = 'tells' in row && !(name in NOT_PLAYED)
      for (let tries = 0; tries < (mustTell ? 3 : 1) && !told.get(name)?.size; tries++) {
        // What was done before may have taken away what this one needs.
        if (tries > 0) scene = await world.scene()
        const answer = await ask<{ drillId?: string }>(
          name,
          ...((await OWN_SAMPLES[name]?.(scene)) ?? (await sample(scene))),
        )
        if (name === 'startDrill' && answer.ok) await ask('cancelDrill', answer.value.drillId)
      }
    }
  })

  it('what people do with accounts: their own, and those of others', async () => {
    await done('switchMaintenance', { on: false })
    await done('makeToken', { name: 'dashboard', role: 'viewer', days: 30 })
    const { rows } = await accountBook()
    const ada = await rows.personByEmail('ada@example.org')
    const tokens = await tokenIdsOf(ada?.id ?? '')
    await done('revokeToken', tokens[0])

    const invited = await done<{ url: string }>('invite', { email: 'eve@example.org', role: 'viewer' })
    await done('invite', { email: 'olu@example.org', role: 'viewer' })
    const [open] = (await rows.linksOf('invitation')).filter(({ subject }) => subject === 'olu@example.org')
    await done('revokeInvitation', open?.id)
    const adas = new Map(cookie)
    away()
    await done('acceptInvitation', { token: tokenOf(invited.url), name: 'Eve', password: PASSWORD })
    const eve = (await rows.personByEmail('eve@example.org'))?.id ?? ''
    const asAda = () => {
      away()
      for (const [name, value] of adas) cookie.set(name, value)
    }
    asAda()
    await done('changeRole', eve, 'operator')
    const reset = await done<{ url: string }>('makeResetLink', eve)
    away()
    await done('setNewPassword', { token: tokenOf(reset.url), password: NEXT_PASSWORD })

    // Her own account, with a second factor.
    away()
    await signIn('eve@example.org', NEXT_PASSWORD)
    await done('changePassword', { present: NEXT_PASSWORD, password: PASSWORD })
    const begun = await done<{ uri: string; recoveryCodes: readonly string[] }>('beginFactor', {
      present: PASSWORD,
    })
    const app = new TOTP({ secret: Secret.fromBase32(new URL(begun.uri).searchParams.get('secret') ?? '') })
    await done('confirmFactor', { code: app.generate() })
    await done('renewRecoveryCodes', { present: PASSWORD })
    const next = await done<{ recoveryCodes: readonly string[] }>('renewRecoveryCodes', { present: PASSWORD })
    await done('signOut')
    away()
    await ask('signIn', { email: 'eve@example.org', password: PASSWORD })
    await done('answerCode', { code: next.recoveryCodes[0] })
    await done('endFactor', { present: PASSWORD })
    const eves = new Map(cookie)
    away()
    await signIn('eve@example.org')
    const sessions = await sessionIdsOf(eve)
    await done('endSession', sessions[0])
    away()
    for (const [name, value] of eves) cookie.set(name, value)
    await ask('signOutEverywhere')
    away()
    await signIn('eve@example.org')
    await done('signOutEverywhere')

    away()
    await signIn('eve@example.org')
    const again = await done<{ uri: string }>('beginFactor', { present: PASSWORD })
    const other = new TOTP({ secret: Secret.fromBase32(new URL(again.uri).searchParams.get('secret') ?? '') })
    await done('confirmFactor', { code: other.generate() })
    asAda()
    await done('endSessionOf', eve, (await sessionIdsOf(eve))[0])
    await done('resetFactor', eve)
    away()
    await signIn('eve@example.org')
    asAda()
    await done('endSessionsOf', eve)
    await done('removePerson', eve)
    await ask('beginSignOn', '/')
  })

  it('each of them was asked, and told what its row says that it tells', () => {
    const silent = (Object.keys(ACTION_EVENTS) as ActionName[]).filter(
      (name) => 'tells' in ACTION_EVENTS[name] && !(name in NOT_PLAYED) && !told.get(name)?.size,
    )
    expect(silent).toEqual([])
    expect(Object.keys(ACTION_DOORS).filter((name) => !told.has(name as ActionName))).toEqual([])
    expect([...actions.keys()].sort()).toEqual(Object.keys(ACTION_EVENTS).sort())
  })
})

describe('what each route tells', () => {
  it('is nothing, but for what takes something out', async () => {
    const kinds = new Map<string, string[]>()
    const scene = await world.scene()
    await done('startDrill', ...((await ACTION_SAMPLES.startDrill?.(scene)) ?? []))
    await world.hold.drills.idle()
    for (const door of doors) {
      if (door.kind !== 'route' || door.path === '/api/stream') continue
      const { params = {}, query = {}, body } = ROUTE_SAMPLES[door.name]?.(scene) ?? {}
      const drill = (await world.hold.store.reads.drills()).find(({ state }) => state === 'done')?.id
      const filled = 'drillId' in params && drill ? { ...params, drillId: drill } : params
      asked += 1
      request = `request-of-route-${asked}`
      const url = new URL(`http://${HOST}${door.path.replace(/[[\].]/g, '')}`)
      url.search = new URLSearchParams(query).toString()
      const sent = new Request(url, {
        method: door.method,
        headers: sentHeaders(),
        ...(body ? { body } : {}),
      })
      const all = Object.fromEntries(
        door.params.map((name) => [name, (filled as Record<string, string>)[name] ?? '']),
      )
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

/** Played one after the other below, because each needs what the one before it made. */
const ACCOUNT_ACTIONS: readonly ActionName[] = [
  ...(['setUp', 'signIn', 'beginSignOn', 'answerCode', 'acceptInvitation', 'setNewPassword'] as const),
  ...(['signOut', 'changePassword', 'endSession', 'signOutEverywhere', 'beginFactor'] as const),
  ...(['confirmFactor', 'endFactor', 'renewRecoveryCodes', 'changeRole', 'removePerson'] as const),
  ...(['makeResetLink', 'resetFactor', 'endSessionOf', 'endSessionsOf', 'invite'] as const),
  ...(['revokeInvitation', 'makeToken', 'revokeToken'] as const),
]

/** Where what every action takes would change nothing here, or not for who is signed in. */
const OWN_SAMPLES: Readonly<Partial<Record<ActionName, Sample>>> = {
  discardDraft: ({ draft }) => [draft],
  editTask: ({ task }) => [task, { ...TASK, amount: '3' }],
  applyImport: async ({ key }) => [await readFiles(), key()],
  applyHeld: async (scene) => {
    const instanceIds = [(await pausedOf(scene))?.id ?? '']
    const held = { kind: 'release', instanceIds }
    return [held, scene.key(), await proofOf(planHeld(held))]
  },
  applyDriftRepair: async (scene) => {
    const [member] = await membersOf(scene, 'active')
    await world.hold.control.damage({ kind: 'detach', id: member?.interfaceId ?? '' })
    await world.hold.engine.check()
    const open = (await readDrifts(world.hold)).open.filter(({ instanceId }) => instanceId === member?.id)
    const wanted = { driftId: open[0]?.id, repair: open[0]?.repairs[0]?.kind }
    return [wanted, scene.key(), await proofOf(planDriftRepair(wanted))]
  },
  deleteInterface: async (scene) => [(await pausedOf(scene))?.interfaceId],
  damageCloud: async (scene) => [
    { kind: 'detach', id: (await membersOf(scene, 'active'))[0]?.interfaceId, address: null },
  ],
}

/** Those whose interface is still there: the scene has deleted another behind our back. */
async function membersOf({ group, interfaceId }: Scene, state: 'active' | 'paused') {
  const snapshot = await world.hold.store.groupSnapshot(group)
  return (snapshot?.instances ?? []).filter(
    (one) => one.state === state && one.interfaceId !== null && one.interfaceId !== interfaceId,
  )
}

async function pausedOf(scene: Scene) {
  const [member] = await membersOf(scene, 'active')
  const instanceIds = [member?.id ?? '']
  await ask('applyCommand', { kind: 'pause', groupId: scene.group, instanceIds }, scene.key(), null)
  await world.hold.engine.idle()
  return member
}

/** An upload is of who read the files, so they come in by the door. */
async function readFiles(): Promise<string | undefined> {
  const door = doors.find(({ name }) => name === 'POST /api/imports')
  const files = ['describe-vpcs.json', 'describe-subnets.json'].map((name) => ({
    name,
    text: readFileSync(join(process.cwd(), 'e2e/fixtures/aws-cli', name), 'utf8'),
  }))
  const sizes = files.map(({ name, text }) => ({ name, size: Buffer.byteLength(text) }))
  const body = `${JSON.stringify(sizes)}\n${files.map(({ text }) => text).join('')}`
  const sent = new Request(`http://${HOST}/api/imports`, { method: 'POST', headers: sentHeaders(), body })
  const answer = door?.kind === 'route' ? await door.call(sent, { params: Promise.resolve({}) }) : null
  return ((await answer?.json()) as { value?: { uploadId?: string } } | undefined)?.value?.uploadId
}

/** Asked, too, but in a world where there is nothing for them to change. */
const NOT_PLAYED: Readonly<Partial<Record<ActionName, string>>> = {
  tryNow: 'A call to the cloud must have failed before; see held-for-nobody.test.ts.',
  callOff: 'A deletion must be under way; see held-for-nobody.test.ts.',
}

const ROUTE_NAMES: Readonly<Record<string, RouteName>> = {
  'GET /api/ledger/export': 'ledgerExport',
  'GET /api/drills/[drillId]/report': 'drillReport',
  'GET /api/sign-on/callback': 'signOnCallback',
  'POST /api/imports': 'imports',
}

async function sessionIdsOf(personId: string): Promise<string[]> {
  const { rows } = await accountBook()
  return (await rows.sessionsOf(personId, nowIso())).map(({ id }) => id)
}

async function tokenIdsOf(personId: string): Promise<string[]> {
  const { rows } = await accountBook()
  return (await rows.tokens(personId)).map(({ id }) => id)
}
