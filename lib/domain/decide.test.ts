import { describe, expect, test } from 'vitest'
import { born, EDGE, edge, ids, pool, refusal, rows } from '@/lib/testing/edge-world'
import { PureWorld } from '@/lib/testing/pure-world'
import { decide } from './decide'
import type { GroupConfig } from './group'
import type { Intent } from './intent'
import type { RefusalKind } from './refusal'
import type { InstanceState } from './stateful-instance'

describe('refusals of a configuration', () => {
  const capacity = { minimum: 0, target: 2, maximum: 6 }
  const cases: readonly [string, GroupConfig, Record<string, unknown> & { kind: RefusalKind }][] = [
    [
      'target under minimum',
      edge({ capacity: { minimum: 3, target: 2, maximum: 6 } }),
      { kind: 'capacity-order', minimum: 3, target: 2, maximum: 6 },
    ],
    [
      'target over maximum',
      edge({ capacity: { minimum: 0, target: 7, maximum: 6 } }),
      { kind: 'capacity-order', minimum: 0, target: 7, maximum: 6 },
    ],
    [
      'a negative minimum',
      edge({ capacity: { minimum: -1, target: 1, maximum: 6 } }),
      { kind: 'capacity-order', minimum: -1, target: 1, maximum: 6 },
    ],
    [
      'half an instance',
      edge({ capacity: { minimum: 0, target: 1.5, maximum: 6 } }),
      { kind: 'capacity-order', minimum: 0, target: 1.5, maximum: 6 },
    ],
    ['no persistence feature', edge({ capacity, maintainPrivateIp: false }), { kind: 'no-persistence' }],
    [
      'overflow refused',
      pool('10.0.3.5', 2, { overflow: 'refuse' }),
      { kind: 'overflow-refused', target: 2, poolSize: 1 },
    ],
    [
      'a subnet that is full',
      edge({ capacity: { minimum: 0, target: 12, maximum: 20 } }),
      { kind: 'subnets-full', needed: 12, free: 11, cidrs: ['10.0.3.0/28'] },
    ],
  ]
  test.each(cases)('%s', (_, config, expected) => {
    expect(refusal(new PureWorld(EDGE, config), { kind: 'create', config, resumePool: false })).toEqual(
      expected,
    )
    const world = born(pool('10.0.3.6', 0))
    // The member of its old pool is held: one address less to draw.
    const edited = refusal(world, { kind: 'edit', config })
    expect(edited?.kind).toBe(expected.kind)
  })
})

describe('refusals of a command', () => {
  test('unknown instance; deallocating it once more is already done', () => {
    const world = born(pool('10.0.3.5', 0))
    for (const kind of ['resume', 'pause', 'recycle'] as const)
      expect(refusal(world, { kind, instanceIds: ['ssi-none'] })).toEqual({
        kind: 'unknown-instance',
        instanceId: 'ssi-none',
      })
    expect(
      refusal(world, { kind: 'deallocate', instanceIds: ['ssi-none'], afterwards: 'replace' }),
    ).toBeNull()
  })

  test('wrong state names the command, the state and from where it is allowed', () => {
    const world = born(pool('10.0.3.5', 0))
    const [instanceId = ''] = ids(world)
    const allowed: readonly InstanceState[] = ['active']
    expect(refusal(world, { kind: 'recycle', instanceIds: [instanceId] })).toEqual({
      kind: 'wrong-state',
      instanceId,
      command: 'recycle',
      state: 'paused',
      allowed,
    })
  })

  test('one of many in the wrong state: none is touched', () => {
    const world = born(pool('10.0.3.5-6', 1), true)
    expect(world.ask({ kind: 'recycle', instanceIds: ids(world) }).ok).toBe(false)
    expect(rows(world)).toEqual([
      ['10.0.3.5', 'active'],
      ['10.0.3.6', 'paused'],
    ])
  })

  test('at maximum', () => {
    const world = born(pool('10.0.3.5-7', 2, { capacity: { minimum: 0, target: 2, maximum: 2 } }), true)
    expect(refusal(world, { kind: 'resume', instanceIds: ids(world) })).toEqual({
      kind: 'at-maximum',
      maximum: 2,
      groupName: 'cassandra-ring',
    })
  })

  test('lowering target under minimum by deallocating', () => {
    const world = born(edge({ capacity: { minimum: 2, target: 2, maximum: 4 } }))
    expect(
      refusal(world, { kind: 'deallocate', instanceIds: ids(world), afterwards: 'lower-target' }),
    ).toMatchObject({ kind: 'capacity-order', minimum: 2, target: 0 })
  })

  test('a group that is being deleted takes no command', () => {
    const world = born(pool('10.0.3.5', 1), true)
    world.ask({ kind: 'delete-group', interfaces: 'delete' })
    for (const intent of [
      { kind: 'scale', target: 0, resumePaused: false },
      { kind: 'resume-to-target' },
      { kind: 'delete-group', interfaces: 'delete' },
    ] as const)
      expect(refusal(world, intent)).toMatchObject({ kind: 'group-deleting', name: 'cassandra-ring' })
  })
})

describe('disruption', () => {
  const cases: readonly [Intent['kind'], (world: PureWorld) => Intent, string][] = [
    ['resume', (world) => ({ kind: 'resume', instanceIds: ids(world) }), 'none'],
    ['recycle', (world) => ({ kind: 'recycle', instanceIds: ids(world).slice(0, 1) }), 'restarts'],
    ['scale', () => ({ kind: 'scale', target: 0, resumePaused: false }), 'restarts'],
    [
      'deallocate',
      (world) => ({ kind: 'deallocate', instanceIds: ids(world), afterwards: 'replace' }),
      'terminates',
    ],
  ]
  test.each(cases)('%s', (_, intent, expected) => {
    const world = born(pool('10.0.3.5-6', 1), true)
    const decided = decide(world.world(), 1, intent(world))
    expect(decided.ok && decided.value.plan.disruption).toBe(expected)
  })
})
