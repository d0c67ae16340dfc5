import { describe, expect, test } from 'vitest'
import { born, pool, refusal } from '@/lib/testing/edge-world'

describe('deleting a group', () => {
  test.each(['keep', 'delete'] as const)('%s: everything goes, and then the group', (interfaces) => {
    const world = born(pool('10.0.3.5-6', 1), true)
    const deleted = world.ask({ kind: 'delete-group', interfaces })
    expect(deleted.ok && deleted.value.plan.disruption).toBe('terminates')
    const [begun] = deleted.ok ? deleted.value.begun : []
    expect(begun).toMatchObject({ kind: 'deallocate', keepInterface: interfaces === 'keep' })
    // The one that never resumed had nothing in the cloud.
    expect(world.list()).toHaveLength(1)
    world.finish()
    expect(world.list()).toEqual([])
    expect(world.world().group.state).toBe('deleted')
  })

  test('a deletion that the cloud refuses rests a minute before it is tried again; asking again does not wait', () => {
    const world = born(pool('10.0.3.5', 1), true)
    world.ask({ kind: 'delete-group', interfaces: 'delete' })
    const error = { kind: 'invalid', code: 'UnauthorizedOperation', message: 'No.' } as const
    world.step(0, { ok: false, error })
    expect(world.list()[0]?.state).toBe('error')
    world.ask({ kind: 'settle' })
    expect(world.pending).toEqual([])
    expect(refusal(world, { kind: 'delete-group', interfaces: 'delete' })).toBeNull()
    world.pass(60)
    world.ask({ kind: 'settle' })
    expect(world.pending).toHaveLength(1)
    world.finish()
    expect(world.world().group.state).toBe('deleted')
  })
})
