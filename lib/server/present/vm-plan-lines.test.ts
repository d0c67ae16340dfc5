import { describe, expect, test } from 'vitest'
import type { Intent } from '@/lib/domain/intent'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { PurePooledWorld } from '@/lib/testing/pure-pooled'
import { presentPlan } from './present-plan'

const WEB = pooledSubnet('web', '10.0.0.0/24')
const DATA = pooledSubnet('data', '10.0.1.0/24')
const MEMBER = staticIp('pip-a')

/** Two interfaces: one with a pool of three and a public IP, one without any pool. */
function born(target: number, zones: readonly string[] = []): PurePooledWorld {
  const eth0 = nicConfig(WEB, { pool: '10.0.0.10-12', publicIp: true, publicIpPool: [MEMBER.id] })
  const eth1 = nicConfig(DATA, { name: 'eth1', primary: false })
  const world = new PurePooledWorld([WEB, DATA], pooledConfig([eth0, eth1], target, { pooled: { zones } }), [
    MEMBER,
  ])
  if (zones.length > 0) world.market = ['1']
  return world.create().finish()
}

function planOf(world: PurePooledWorld, intent: Intent) {
  const decided = world.ask(intent)
  if (!decided.ok) throw new Error(decided.refusal.kind)
  return presentPlan(decided.value.plan)
}

const scaleTo = (target: number): Intent => ({ kind: 'scale', target, resumePaused: false })
const texts = (lines: readonly { readonly text: string }[]) => lines.map(({ text }) => text)

describe('Scaling up', () => {
  const plan = planOf(born(1), scaleTo(4))

  test('is summed up first: what is from pools, what is dynamic, and why', () => {
    expect(plan.headline).toBe('Launches 3 VMs.')
    expect(texts(plan.summary)).toEqual([
      'Target 1 becomes 4',
      '3 VMs launched: 2 interfaces on pool addresses, 4 dynamic; 3 new public IPs',
      'The public IP pool of eth0 has no free member that fits: 3 VMs get a new public IP.',
      'The private IP pool of eth0 is exhausted: 1 VM takes a dynamic address of its subnet.',
    ])
    expect(plan.disruption).toBe('none')
  })

  test('names each VM, and each interface as a part of it', () => {
    const vms = plan.lines.filter(({ part }) => !part)
    expect(texts(vms)).toEqual([
      'Target 1 becomes 4',
      ...Array(3).fill(expect.stringMatching(/is launched$/)),
    ])
    const parts = plan.lines.filter(({ part }) => part)
    expect(parts.map(({ text, address, tone }) => [text, address, tone])).toEqual([
      [
        'eth0: static, from its pool; a new public IP, because no free member of its pool fits',
        '10.0.0.11',
        'good',
      ],
      ['eth1: dynamic, it has no private IP pool', null, 'calm'],
      [
        'eth0: static, from its pool; a new public IP, because no free member of its pool fits',
        '10.0.0.12',
        'good',
      ],
      ['eth1: dynamic, it has no private IP pool', null, 'calm'],
      [
        'eth0: dynamic, because no member of its pool is free; a new public IP, because no free member of its pool fits',
        null,
        'warn',
      ],
      ['eth1: dynamic, it has no private IP pool', null, 'calm'],
    ])
  })

  test('marks on the map what will be taken, and nothing that the cloud chooses', () => {
    expect(plan.taken).toEqual([{ subnetId: WEB.id, ranges: ['10.0.0.11-10.0.0.12'] }])
  })

  test('Z6: in a zonal group the public IPs wait for the market', () => {
    expect(texts(planOf(born(0, ['1']), scaleTo(1)).summary)).toContain(
      '1 VM launched: 1 interface on a pool address, 1 dynamic; 1 public IP chosen when the market has chosen the zone',
    )
  })
})

describe('Scaling down', () => {
  const world = born(4)
  const newest = world.list().at(-1)?.id
  const plan = planOf(world, scaleTo(3))

  test('Z7: the newest first; what is released, kept and deleted', () => {
    expect(plan.headline).toBe('Removes 1 VM.')
    expect(texts(plan.summary)).toEqual([
      'Target 4 becomes 3',
      '1 VM removed, newest first: 2 dynamic addresses are given up; 1 dynamic public IP deleted',
    ])
    expect(plan.lines[1]).toMatchObject({ text: `${newest} is removed`, part: false })
    expect(plan.disruption).toBe('terminates')
  })

  test('Z7: a pool public IP is detached and kept, and the address returns to its pool', () => {
    const last = planOf(born(1), scaleTo(0))
    expect(texts(last.summary)).toContain(
      '1 VM removed, newest first: 1 address returns to its pool, 1 dynamic address is given up; 1 public IP detached and kept',
    )
    expect(texts(last.lines)).toContain(
      'eth0 is deleted: its address returns to the pool; public IP pip-a is detached and kept',
    )
  })

  test('one that is still being launched leaves when its launch has ended, and the plan says so', () => {
    const young = born(1)
    young.ask(scaleTo(2))
    const back = planOf(young, scaleTo(1))
    expect(back.headline).toBe('Removes 1 VM.')
    expect(texts(back.lines)).toContainEqual(expect.stringMatching(/leaves as soon as its launch has ended$/))
    expect(back.disruption).toBe('terminates')
  })
})

test('Z7: of several that leave, the newest is told first', () => {
  const world = born(3)
  const newest = world.list().map(({ id }) => `${id} is removed`)
  const { lines } = planOf(world, scaleTo(1))
  const told = texts(lines).filter((text) => text.endsWith('is removed'))
  expect(told).toEqual([newest[2], newest[1]])
})

describe('Actions on VMs', () => {
  test('Z9: Replace launches the new one first, and says what the old one gives back', () => {
    const world = born(1)
    const [old] = world.list()
    const plan = planOf(world, { kind: 'recycle', instanceIds: [old?.id ?? ''] })
    expect(plan.headline).toBe('Replaces 1 VM.')
    expect(plan.lines[0]?.text).toMatch(new RegExp(`is launched in place of ${old?.id}$`))
    expect(texts(plan.summary).at(1)).toBe(
      '1 VM removed once its successor runs: 1 address returns to its pool, 1 dynamic address is given up; 1 public IP detached and kept',
    )
    expect(plan.disruption).toBe('terminates')
  })

  test('Remove with a lower target launches none, without one it launches another', () => {
    const remove = (afterwards: 'replace' | 'lower-target') => {
      const world = born(2)
      const [first] = world.list()
      return planOf(world, { kind: 'deallocate', instanceIds: [first?.id ?? ''], afterwards })
    }
    expect(remove('lower-target').headline).toBe('Removes 1 VM.')
    expect(remove('replace').headline).toBe('Launches 1 VM and removes 1 VM.')
    expect(texts(remove('replace').summary)).not.toContainEqual(expect.stringContaining('newest first'))
  })

  test('a group that goes keeps the public IPs of its pools, and no other', () => {
    const plan = planOf(born(1), { kind: 'delete-group', interfaces: 'delete' })
    expect(plan.headline).toBe('Removes 1 VM.')
    expect(plan.lines[0]?.text).toBe(
      'web-scale is deleted; public IPs of its pools stay in the account, dynamic ones and interfaces are deleted',
    )
  })

  test('what cannot be replaced is refused with the states from which it could', () => {
    const world = born(0)
    world.ask(scaleTo(1))
    const [young] = world.list()
    const decided = world.ask({ kind: 'recycle', instanceIds: [young?.id ?? ''] })
    expect(decided.ok ? null : decided.refusal).toMatchObject({ kind: 'vm-wrong-state', state: 'launching' })
  })
})
