import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { templateDatabase } from '@/lib/testing/database'
import { type OpenStore, openStore } from './store'
import { storeContract } from './store.contract'
import { AT, creation, eventOf, importOf, interfaceOf, LARGE, SUBNET, WORLD } from './store.fixtures'
import { vmStoreContract } from './vm-store.contract'

const opened: OpenStore[] = []

async function fresh() {
  let now = AT
  const databaseUrl = `file:${await templateDatabase()}`
  const open = async () => {
    const store = await openStore({ databaseUrl, now: () => now })
    opened.push(store)
    return store
  }
  const store = await open()
  return {
    store,
    databaseUrl,
    setNow: (at: string) => {
      now = at
    },
    reopen: async () => {
      await Promise.all(opened.splice(0).map((each) => each.close()))
      return open()
    },
  }
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()))
})

storeContract('SQLite', fresh)
vmStoreContract('SQLite', fresh)

describe('SQLite', () => {
  it('commits that wait together share a transaction', async () => {
    const { store } = await fresh()
    const before = store.transactions()
    const results = await Promise.all(
      Array.from({ length: 64 }, (_, i) => store.commit(creation(`g${i}`, [`10.0.1.${i + 4}`]))),
    )
    expect(results.every((r) => r.ok)).toBe(true)
    expect(store.transactions() - before).toBe(1)
    expect(await store.lastSeq()).toBe(64)
  })

  it('a read never sees what is not committed, and what is saved meanwhile is not rolled back', async () => {
    const { store } = await fresh()
    await store.commit(creation('g0', ['10.0.1.10']))
    const refused = store.commit(creation('g1', ['10.0.1.11', '10.0.1.10']))
    const seen: number[] = []
    for (let i = 0; i < 20; i++) {
      await store.reads.createDraft({ id: `d${i}`, groupId: null, values: { i }, step: 'general' })
      seen.push((await store.reads.groups()).length)
    }
    expect((await refused).ok).toBe(false)
    expect(new Set(seen)).toEqual(new Set([1]))
    expect(await store.reads.drafts()).toHaveLength(20)
  })

  it('tells listeners what was committed, numbered', async () => {
    const { store } = await fresh()
    const told: number[] = []
    const stop = store.onCommitted((events) => told.push(...events.map((e) => e.seq)))
    await store.commit(creation('g1', [], { events: [eventOf(), eventOf()] }))
    await store.commit(creation('g1'))
    stop()
    await store.commit(creation('g2'))
    expect(told).toEqual([1, 2])
  })

  it('snapshots that are asked for while commits run belong to one moment', async () => {
    const { store } = await fresh()
    await store.applyInventory(WORLD)
    const ids = Array.from({ length: 40 }, (_, i) => `g${i}`)
    const commits = ids.map((id, i) => store.commit(creation(id, [`10.0.1.${i + 10}`])))
    const snapshots = ids.map(async (id) => {
      const { subnets } = await store.networkSnapshot({ subnetIds: ['subnet-0a1'], publicIpIds: [] })
      await store.groupSnapshot(id)
      return Number(subnets.get('subnet-0a1')?.held.takenCount)
    })
    await Promise.all(commits)
    for (const count of await Promise.all(snapshots)) expect([0, 40]).toContain(count)
    const { subnets } = await store.networkSnapshot({ subnetIds: ['subnet-0a1'], publicIpIds: [] })
    expect(subnets.get('subnet-0a1')?.held.takenCount).toBe(40n)
  })

  it('a change of the account is read anew in the subnets where it happened, and only there', async () => {
    const { store } = await fresh()
    await store.applyInventory(WORLD)
    const both = async () => {
      const { subnets } = await store.networkSnapshot({ subnetIds: [SUBNET, LARGE], publicIpIds: [] })
      return [subnets.get(SUBNET), subnets.get(LARGE)] as const
    }
    const [, before] = await both()
    await store.applyInventory(importOf([interfaceOf('eni-1', ['10.0.1.12'])]))
    const [held, untouched] = await both()
    expect(held?.held.takenCount).toBe(1n)
    expect(untouched).toBe(before)
    // It moves: the subnet that it left has nothing of it any more.
    await store.applyInventory(importOf([interfaceOf('eni-1', ['10.9.0.12'], { subnetId: LARGE })]))
    const moved = await both()
    expect(moved.map((subnet) => subnet?.held.takenCount)).toEqual([0n, 1n])
    await store.applyInventory(importOf([], ['eni-1']))
    expect((await both()).map((subnet) => subnet?.held.takenCount)).toEqual([0n, 0n])
  })

  it('opens a file once per process', async () => {
    const { store, databaseUrl } = await fresh()
    expect(await openStore({ databaseUrl, now: () => AT })).toBe(store)
  })

  it('a second process on the same file is refused with a sentence, and let in when the first is killed', async () => {
    const { store, databaseUrl } = await fresh()
    const refused = startOther(databaseUrl)
    expect(await refused.said).toMatch(/Another Holdfast process is using .*\.db.*DATABASE_URL.*PostgreSQL/)
    await refused.ended

    await store.close()
    const holder = startOther(databaseUrl)
    expect(await holder.said).toContain('opened')
    await expect(openStore({ databaseUrl, now: () => AT })).rejects.toThrow('Another Holdfast process')
    holder.kill()
    await holder.ended
    opened.push(await openStore({ databaseUrl, now: () => AT }))
  })
})

/** Another process that opens the store, says how it went, and holds it until it is killed. */
function startOther(databaseUrl: string) {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const script = `
    import { openStore } from '@/lib/storage/store'
    void openStore({ databaseUrl: ${JSON.stringify(databaseUrl)}, now: () => '' }).then(
      () => { console.log('opened'); setInterval(() => {}, 1000) },
      (error) => { console.log(String(error)) },
    ).catch(() => {})`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
  })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const said = new Promise<string>((resolve, reject) => {
    let errors = ''
    child.stdout.once('data', (data) => resolve(String(data)))
    child.stderr.on('data', (data) => (errors += String(data)))
    child.on('exit', () => reject(new Error(errors)))
  })
  return { said, ended, kill: () => child.kill('SIGKILL') }
}
