import { beforeEach, describe, expect, test } from 'vitest'
import { born, edge, ids, pool, rows } from '@/lib/testing/edge-world'
import type { PureWorld } from '@/lib/testing/pure-world'
import { at } from '@/lib/testing/running-world'

describe('A9 the order of letting go and calling back', () => {
  let world: PureWorld
  const active = () => rows(world).flatMap(([address, state]) => (state === 'active' ? [address] : []))

  beforeEach(() => {
    // Listed out of order on purpose; two more on random addresses.
    world = born(pool('10.0.3.7,10.0.3.5,10.0.3.6', 5), true)
  })

  test('random-address instances first, newest first; then the pool from its end', () => {
    const [, , , older, newer] = world.list().map(at)
    const order = [newer, older, '10.0.3.6', '10.0.3.5', '10.0.3.7']
    for (const [n, address] of order.entries()) {
      const before = active()
      world.ask({ kind: 'scale', target: 4 - n, resumePaused: false })
      world.finish()
      expect(before.filter((one) => !active().includes(one))).toEqual([address])
    }
  })

  test('back in pool order, then the older random one; a new one only when none is left', () => {
    const [, , , older, newer] = world.list().map(at)
    world.ask({ kind: 'scale', target: 0, resumePaused: false })
    world.finish()
    for (const [n, address] of ['10.0.3.7', '10.0.3.5', '10.0.3.6', older, newer].entries()) {
      const before = active()
      world.ask({ kind: 'scale', target: n + 1, resumePaused: true })
      world.finish()
      expect(active().filter((one) => !before.includes(one))).toEqual([address])
    }
    expect(world.list()).toHaveLength(5)
    world.ask({ kind: 'scale', target: 6, resumePaused: true })
    world.finish()
    expect(world.list()).toHaveLength(6)
  })

  test('pausing by hand leaves target; resume up to target brings it back', () => {
    const [first = ''] = ids(world)
    world.ask({ kind: 'pause', instanceIds: [first] })
    world.finish()
    expect(world.world().group.config.capacity.target).toBe(5)
    expect(active()).toHaveLength(4)
    world.ask({ kind: 'resume-to-target' })
    world.finish()
    expect(active()).toHaveLength(5)
  })
})

describe('A9 capacity', () => {
  test('raising target while editing resumes nobody, and takes nobody new while somebody could be resumed', () => {
    const world = born(pool('10.0.3.5-7', 1), true)
    world.ask({ kind: 'edit', config: pool('10.0.3.5-7', 3) })
    world.finish()
    expect(rows(world)).toEqual([
      ['10.0.3.5', 'active'],
      ['10.0.3.6', 'paused'],
      ['10.0.3.7', 'paused'],
    ])
  })

  test('lowering target pauses and never deallocates', () => {
    const world = born(pool('10.0.3.5-6', 4), true)
    const before = ids(world)
    const lowered = world.ask({ kind: 'scale', target: 0, resumePaused: false })
    const commands = lowered.ok ? lowered.value.plan.changes : []
    expect(commands.flatMap((one) => (one.kind === 'command-instance' ? [one.command] : []))).toEqual(
      before.map(() => 'pause'),
    )
    world.finish()
    expect(ids(world)).toEqual(before)
  })

  test('deallocating a random-address instance replaces it, or lowers target, as asked', () => {
    for (const afterwards of ['replace', 'lower-target'] as const) {
      const world = born(edge({ capacity: { minimum: 0, target: 2, maximum: 4 } }))
      const [first = '', second] = ids(world)
      world.ask({ kind: 'deallocate', instanceIds: [first], afterwards })
      world.finish()
      const target = afterwards === 'replace' ? 2 : 1
      expect(world.world().group.config.capacity.target).toBe(target)
      expect(rows(world).map(([, state]) => state)).toEqual(Array.from({ length: target }, () => 'active'))
      expect(ids(world)).toContain(second)
      expect(ids(world)).not.toContain(first)
    }
  })
})
