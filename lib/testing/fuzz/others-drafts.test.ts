import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { groupsAsked } from '@/lib/api/group-list'
import { EMPTY_WIZARD } from '@/lib/api/schemas/wizard-draft'
import type { Asker } from '@/lib/server/asking'
import { askedBy } from '@/lib/server/asking'
import { readDraft, readGroups, readNav } from '@/lib/server/reads/groups'
import { ACTION_SAMPLES } from './action-samples'
import { OWN_HEADERS } from './call-door'
import { type ActionDoor, findDoors } from './find-doors'
import { type FuzzWorld, openFuzzWorld } from './fuzz-world'

/*
 * Whatever somebody asks of whichever action, with the id of another's draft wherever a text belongs: the draft stays
 * as it is. Two people, and a draft that is nobody's.
 */

let who: Asker

vi.mock('next/headers', () => ({
  headers: async () => new Headers(OWN_HEADERS),
  cookies: async () => ({
    get: () => undefined,
    getAll: () => [],
    set: () => undefined,
    delete: () => undefined,
  }),
}))
vi.mock('@/lib/server/accounts/who-asks', async (original) => ({
  ...(await original<typeof import('@/lib/server/accounts/who-asks')>()),
  whoAsks: async () => ({ request: REQUEST, asker: who, tokenRefusal: null }),
}))
process.env.HOLDFAST_OPEN = '1'

const REQUEST = { id: 'request-1', origin: '203.0.113.9', path: '/' }
const person = (id: string, role: Asker['role']): Asker => ({
  ...{ kind: 'person', id, name: id, email: `${id}@example.org`, role },
  ...{ origin: REQUEST.origin, requestId: REQUEST.id },
})
const olu = person('olu', 'operator')
const eve = person('eve', 'operator')
const ada = person('ada', 'admin')

const actions = (await findDoors(process.cwd())).filter((door): door is ActionDoor => door.kind === 'action')
let world: FuzzWorld

beforeAll(async () => {
  who = ada
  world = await openFuzzWorld()
})
afterAll(() => world.close())

const draftOf = async (id: string, ownerId: string | null) => {
  await world.hold.store.reads.createDraft({
    id,
    ownerId,
    groupId: null,
    values: EMPTY_WIZARD,
    step: 'general',
  })
  return id
}

/** The value with one of its texts replaced, once for each text in it. */
function* withText(value: unknown, text: string): Generator<unknown> {
  if (typeof value === 'string' || value === null) yield text
  else if (typeof value === 'object')
    for (const [key, one] of Object.entries(value as object))
      for (const changed of withText(one, text)) {
        const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
        copy[key] = changed
        yield copy
      }
}

it('no action takes a draft from somebody', { timeout: 120_000 }, async () => {
  const hers = await draftOf('draft-of-olu-0000', 'olu')
  const nobodys = await draftOf('draft-of-nobody-00', null)
  const stands = () => Promise.all([hers, nobodys].map((id) => world.hold.store.reads.draft(id)))
  let before = JSON.stringify(await stands())
  const taken = new Set<string>()
  let asked = 0
  const ask = async ({ name, call }: ActionDoor, args: readonly unknown[]) => {
    who = eve
    await call(...args)
    who = ada
    asked += 1
    const after = JSON.stringify(await stands())
    if (after !== before) taken.add(name)
    before = after
  }
  const scene = await world.scene()
  for (const action of actions) {
    let keys = 0
    const count = () => {
      keys += 1
      return scene.key()
    }
    const sample = await ACTION_SAMPLES[action.name]?.({ ...scene, key: count })
    for (const args of withText(sample, hers)) await ask(action, args as unknown[])
    // As the key of a request that is right in every other way.
    for (const id of keys > 0 ? [hers, nobodys] : []) {
      const right = await ACTION_SAMPLES[action.name]?.({ ...(await world.scene()), key: () => id })
      await ask(action, right ?? [])
    }
  }
  expect([...taken]).toEqual([])
  expect(asked).toBeGreaterThan(150)
})

it('what is nobody’s is seen and counted for admins, and is theirs who saves it', async () => {
  const id = await draftOf('draft-begun-long-ago', null)
  const { hold } = world
  const as = <T>(asker: Asker, body: () => Promise<T>): Promise<T> =>
    askedBy({ request: REQUEST, asker }, body)
  const counted = async (asker: Asker) => {
    const rows = as(asker, () =>
      readGroups(
        hold,
        groupsAsked(() => null),
      ),
    )
    const [nav, list] = await Promise.all([as(asker, () => readNav(hold)), rows])
    expect(nav.drafts).toBe(list.totals.drafts)
    return nav.drafts
  }
  const [before, eves] = [await counted(ada), await counted(eve)]
  expect(before - eves).toBeGreaterThan(1)
  await expect(as(eve, () => readDraft(hold, id))).rejects.toThrow('does not exist any more')
  expect(await as(ada, () => readDraft(hold, id))).toMatchObject({ id })

  const save = actions.find(({ name }) => name === 'saveDraft')
  const values = { draftId: id, groupId: null, revision: 1, step: 'general', values: EMPTY_WIZARD }
  who = eve
  expect(await save?.call(values)).toMatchObject({ ok: false, kind: 'unknown-draft' })
  who = ada
  expect(await save?.call(values)).toMatchObject({ ok: true })
  expect(await hold.store.reads.draft(id)).toMatchObject({ ownerId: 'ada' })
  who = person('alan', 'admin')
  expect(await save?.call({ ...values, revision: 2 })).toMatchObject({ ok: false, kind: 'unknown-draft' })
  expect([await counted(ada), await counted(eve)]).toEqual([before, eves])
  expect(await counted(olu)).toBe(1)
})
