import { describe, expect, test } from 'vitest'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { PurePooledWorld, privates, publics } from '@/lib/testing/pure-pooled'
import { decide } from './decide'
import { FAILED_REST } from './reconcile-pooled'

const TEST_SUBNET_3 = pooledSubnet('TestSubnet3', '10.0.0.0/23')
const SMALL = pooledSubnet('small', '10.0.2.0/28')

const scale = (target: number) => ({ kind: 'scale', target, resumePaused: true }) as const
const states = (world: PurePooledWorld) => world.list().map((vm) => vm.state)
const withPool = (pool: string, target: number) =>
  new PurePooledWorld([TEST_SUBNET_3], pooledConfig([nicConfig(TEST_SUBNET_3, { pool })], target))

describe('Z5: the private pool', () => {
  test('first picture: 10.0.1.0 is static, the next scale-up is dynamic in TestSubnet3', () => {
    const world = withPool('10.0.1.0-3', 0).taken(TEST_SUBNET_3, '10.0.1.1', '10.0.1.2', '10.0.1.3').create()
    world.ask(scale(1))
    world.finish()
    expect(privates(world)).toEqual(['static 10.0.1.0'])
    world.ask(scale(2))
    world.finish()
    expect(privates(world)).toEqual(['static 10.0.1.0', 'dynamic 10.0.0.4'])
    expect(states(world)).toEqual(['active', 'active'])
  })

  test('members are taken in list order, whoever holds one is passed over', () => {
    const world = withPool('10.0.1.9, 10.0.1.4-6', 4).taken(TEST_SUBNET_3, '10.0.1.4').create().finish()
    expect(privates(world)).toEqual([
      'static 10.0.1.9',
      'static 10.0.1.5',
      'static 10.0.1.6',
      'dynamic 10.0.0.4',
    ])
    expect(world.list()[3]?.nics[0]?.private.why).toContain('all 4 held or resting')
  })

  test('a scale-down deletes the interfaces, and the same members are lent again', () => {
    const world = withPool('10.0.1.20-22', 3).create().finish()
    world.ask(scale(1))
    world.finish()
    expect(privates(world)).toEqual(['static 10.0.1.20'])
    world.ask(scale(3))
    world.finish()
    expect(privates(world)).toEqual(['static 10.0.1.20', 'static 10.0.1.21', 'static 10.0.1.22'])
  })

  test('several interfaces may use one subnet, each with its own pool', () => {
    const nics = [
      nicConfig(SMALL, { pool: '10.0.2.8' }),
      nicConfig(SMALL, { name: 'eth1', primary: false, pool: '10.0.2.10' }),
    ]
    const world = new PurePooledWorld([SMALL], pooledConfig(nics, 2)).create().finish()
    expect(privates(world)).toEqual(['static 10.0.2.8', 'dynamic 10.0.2.4'])
    expect(privates(world, 'eth1')).toEqual(['static 10.0.2.10', 'dynamic 10.0.2.5'])
  })

  test('a member that a stranger has taken fails once, and another VM passes it over at once', () => {
    const world = withPool('10.0.1.20-21', 1).create()
    world.step(0, { ok: true })
    const inUse = { kind: 'address-in-use', code: 'PrivateIPAddressIsAllocated', message: 'In use.' } as const
    world.step(0, { ok: false, error: inUse })
    world.finish()
    expect(states(world)).toEqual(['failed', 'active'])
    expect(privates(world)).toEqual(['static 10.0.1.20', 'static 10.0.1.21'])
    expect(world.list()[0]?.reason).toContain('PrivateIPAddressIsAllocated')
    world.pass(FAILED_REST / 1000)
    world.finish()
    expect(states(world)).toEqual(['active'])
  })

  test('where the subnet cannot hold them all, the change is refused with the arithmetic', () => {
    const world = new PurePooledWorld([SMALL], pooledConfig([nicConfig(SMALL)], 0)).create()
    const asked = world.ask(scale(12))
    expect(asked).toEqual({
      ok: false,
      refusal: { kind: 'subnets-full', needed: 12, free: 11, cidrs: ['10.0.2.0/28'] },
    })
    expect(world.ask(scale(11)).ok).toBe(true)
  })
})

describe('Z6: the public pool', () => {
  const zone1 = staticIp('blue-1', ['1'])
  const redundant = staticIp('everywhere', ['1', '2', '3'])
  const zonal = (ips: readonly ReturnType<typeof staticIp>[], target: number) =>
    new PurePooledWorld(
      [TEST_SUBNET_3],
      pooledConfig(
        [nicConfig(TEST_SUBNET_3, { publicIp: true, publicIpPool: ips.map((one) => one.id) })],
        target,
        { pooled: { zones: ['1', '2', '3'] } },
      ),
      ips,
    )

  test('second picture: the VM in zone 1 takes the member, the one in zone 3 a new dynamic one', () => {
    const world = zonal([zone1], 2)
    world.market = ['1', '3']
    world.create().finish()
    expect(world.list().map((vm) => vm.zone)).toEqual(['1', '3'])
    expect(publics(world)).toEqual(['blue-1', 'dynamic'])
    expect(states(world)).toEqual(['active', 'active'])
    const dynamic = [...world.publicIps.keys()].find((id) => id.startsWith('dynamic-ip'))
    expect(world.publicIps.get(dynamic ?? '')?.traits?.zones).toEqual(['3'])
    world.ask(scale(0))
    world.finish()
    expect(world.list()).toEqual([])
    expect([...world.publicIps.keys()]).toEqual([zone1.id])
  })

  test('the plan of a zonal group leaves the public IP open until the market has chosen', () => {
    const world = zonal([zone1], 1).create()
    expect(publics(world)).toEqual(['undecided'])
    world.market = ['2']
    world.finish()
    expect(publics(world)).toEqual(['dynamic'])
  })

  test('a zone-redundant member fits every zone, and the pool never steers it', () => {
    const world = zonal([zone1, redundant], 3)
    world.market = ['2', '2', '1']
    world.create().finish()
    expect(publics(world)).toEqual(['everywhere', 'dynamic', 'blue-1'])
  })

  test('in a regional group any free member will do, in list order', () => {
    const members = [staticIp('a', ['2']), staticIp('bb'), redundant]
    const nic = nicConfig(TEST_SUBNET_3, { publicIp: true, publicIpPool: members.map((one) => one.id) })
    const world = new PurePooledWorld([TEST_SUBNET_3], pooledConfig([nic], 4), members)
    world.foreignPublic.add(members[1]?.id ?? '')
    world.create().finish()
    expect(publics(world)).toEqual(['a', 'everywhere', 'dynamic', 'dynamic'])
  })

  test('one that a stranger takes meanwhile is left to them: a dynamic one takes its place', () => {
    const nic = nicConfig(TEST_SUBNET_3, { publicIp: true, publicIpPool: [redundant.id] })
    const world = new PurePooledWorld([TEST_SUBNET_3], pooledConfig([nic], 1), [redundant]).create()
    for (let step = 0; step < 3; step++) world.step()
    const error = { kind: 'public-ip-in-use', code: 'PublicIPAddressInUse', message: 'In use.' } as const
    expect(world.step(0, { ok: false, error })?.publicReleased).toEqual([redundant.id])
    world.finish()
    expect(publics(world)).toEqual(['dynamic'])
  })

  test('of a retired SKU none is made: a VM without a free member has none', () => {
    const basic = staticIp('old', [], { sku: 'basic' })
    const nic = nicConfig(TEST_SUBNET_3, { publicIp: true, publicIpPool: [basic.id] })
    const config = pooledConfig([nic], 2, { pooled: { publicIpSku: 'basic' } })
    const world = new PurePooledWorld([TEST_SUBNET_3], config, [basic]).create().finish()
    expect(publics(world)).toEqual(['old', 'none'])
  })
})

describe('Z7: scale-down', () => {
  test('the newest leave first; pool public IPs are kept, dynamic ones deleted', () => {
    const member = staticIp('keep')
    const nic = nicConfig(TEST_SUBNET_3, { publicIp: true, publicIpPool: [member.id] })
    const world = new PurePooledWorld([TEST_SUBNET_3], pooledConfig([nic], 3), [member]).create().finish()
    expect(publics(world)).toEqual(['keep', 'dynamic', 'dynamic'])
    const [first] = world.list()
    world.ask(scale(1))
    world.finish()
    expect(world.list().map((vm) => vm.id)).toEqual([first?.id])
    world.ask(scale(0))
    world.finish()
    expect([...world.publicIps.keys()]).toEqual([member.id])
  })

  test('a dynamic public IP that somebody else has by now is left to them, and the VM goes all the same', () => {
    const nic = nicConfig(TEST_SUBNET_3, { publicIp: true })
    const world = new PurePooledWorld([TEST_SUBNET_3], pooledConfig([nic], 1)).create().finish()
    world.ask(scale(0))
    const error = {
      kind: 'public-ip-in-use',
      code: 'PublicIPAddressCannotBeDeleted',
      message: 'In use.',
    } as const
    while (world.pending[0] && world.pending[0].steps[world.pending[0].cursor] !== 'delete-public-ip:eth0')
      world.step()
    const left = world.step(0, { ok: false, error })
    expect([left?.publicReleased.length, left?.publicDeleted]).toEqual([1, []])
    expect(world.finish().list()).toEqual([])
  })

  test('a VM that is still being launched leaves when its launch has ended, or is wanted again', () => {
    const world = withPool('', 2).create()
    world.ask(scale(1))
    expect(world.list().map((vm) => [vm.state, vm.wanted])).toEqual([
      ['launching', true],
      ['launching', false],
    ])
    world.ask(scale(2))
    expect(world.list().map((vm) => vm.wanted)).toEqual([true, true])
    world.ask(scale(1))
    world.finish()
    expect(states(world)).toEqual(['active'])
  })
})

describe('Z9: a replacement starts before the old VM is gone', () => {
  test('so with one member the replacement of an interrupted VM is dynamic, with two it is not', () => {
    for (const [pool, expected] of [
      ['10.0.1.20', 'dynamic 10.0.0.4'],
      ['10.0.1.20-21', 'static 10.0.1.21'],
    ] as const) {
      const world = withPool(pool, 1).create().finish()
      const [old] = world.list()
      world.ask({ kind: 'interrupted', instanceIds: [old?.id ?? ''] })
      expect(states(world)).toEqual(['leaving', 'launching'])
      expect(world.list()[1]?.replacesId).toBe(old?.id)
      world.ask({ kind: 'interrupted', instanceIds: [old?.id ?? ''] })
      expect(world.list()).toHaveLength(2)
      world.finish()
      expect(privates(world)).toEqual([expected])
    }
  })

  test('one that is replaced on request runs until the other does', () => {
    const world = withPool('10.0.1.20-21', 1).create().finish()
    const [old] = world.list()
    world.ask({ kind: 'recycle', instanceIds: [old?.id ?? ''] })
    expect(states(world)).toEqual(['active', 'launching'])
    world.finish()
    expect(privates(world)).toEqual(['static 10.0.1.21'])
  })

  test('so does it while others of its group are leaving, whose place nobody waits for', () => {
    const world = withPool('10.0.1.20-25', 3).create().finish()
    const ids = world.list().map(({ id }) => id)
    world.ask({ kind: 'deallocate', instanceIds: [ids[0] ?? ''], afterwards: 'replace' })
    world.ask({ kind: 'scale', target: 1, resumePaused: false })
    const kept = world.list().find(({ id, wanted }) => wanted && ids.includes(id))?.id ?? ''
    world.ask({ kind: 'recycle', instanceIds: [kept] })
    expect(world.list().find(({ id }) => id === kept)?.state).toBe('active')
    expect(world.list().find(({ replacesId }) => replacesId === kept)?.state).toBe('launching')
  })
})

describe('a replacement that is slow or fails', () => {
  const error = { kind: 'invalid', code: 'QuotaExceeded', message: 'No quota.' } as const
  const replaced = () => {
    const world = withPool('10.0.1.20-22', 1).create().finish()
    const old = world.list()[0]?.id ?? ''
    world.ask({ kind: 'recycle', instanceIds: [old] })
    return { world, old }
  }

  test('the old VM runs on while its successor has failed, and until the next one runs', () => {
    const { world, old } = replaced()
    world.step()
    world.step(0, { ok: false, error })
    world.finish()
    expect(states(world)).toEqual(['active', 'failed'])
    world.pass(FAILED_REST / 1000)
    world.ask({ kind: 'settle' })
    expect(states(world)).toEqual(['active', 'launching'])
    expect(world.list()[1]?.replacesId).toBe(old)
    world.finish()
    expect(states(world)).toEqual(['active'])
    expect(world.list()[0]?.id).not.toBe(old)
  })

  test('the same where a stranger has the member that its successor chose, and where the successor is removed', () => {
    const inUse = { kind: 'address-in-use', code: 'PrivateIPAddressIsAllocated', message: 'In use.' } as const
    const taken = replaced()
    taken.world.step(0, { ok: false, error: inUse })
    while (taken.world.list()[1]?.state === 'launching') taken.world.step()
    taken.world.ask({ kind: 'settle' })
    expect(states(taken.world)).toEqual(['active', 'failed', 'launching'])
    expect(taken.world.list()[2]?.replacesId).toBe(taken.old)

    const removed = replaced()
    const successor = removed.world.list()[1]?.id ?? ''
    removed.world.ask({ kind: 'deallocate', instanceIds: [successor], afterwards: 'replace' })
    expect(states(removed.world)).toEqual(['active', 'launching', 'launching'])
    expect(removed.world.list()[2]?.replacesId).toBe(removed.old)
  })

  test('one that is being launched is removed when that is asked, and another one launched at once', () => {
    const world = withPool('', 1).create()
    const stuck = world.list()[0]?.id ?? ''
    world.ask({ kind: 'deallocate', instanceIds: [stuck], afterwards: 'replace' })
    expect(world.list().map((vm) => vm.wanted)).toEqual([false, true])
    world.finish()
    expect(states(world)).toEqual(['active'])
    expect(world.list()[0]?.id).not.toBe(stuck)
  })
})

describe('ends', () => {
  test('a removed VM is replaced, or target is lowered', () => {
    const world = withPool('', 2).create().finish()
    const [first, second] = world.list()
    world.ask({ kind: 'deallocate', instanceIds: [first?.id ?? ''], afterwards: 'replace' })
    world.finish()
    expect(world.list()).toHaveLength(2)
    world.ask({ kind: 'deallocate', instanceIds: [second?.id ?? ''], afterwards: 'lower-target' })
    world.finish()
    expect(world.list()).toHaveLength(1)
    expect(world.state.config.capacity.target).toBe(1)
  })

  test('a deleted group leaves nothing, not even of a launch under way', () => {
    const world = withPool('10.0.1.20', 2).create()
    world.step()
    world.ask({ kind: 'delete-group', interfaces: 'delete' })
    world.finish()
    expect(world.list()).toEqual([])
    expect(world.state.state).toBe('deleted')
  })

  test('what fails for good rests before its place is filled again', () => {
    const world = withPool('', 1).create()
    world.step()
    const error = { kind: 'invalid', code: 'ImageNotFound', message: 'No such image.' } as const
    world.step(0, { ok: false, error })
    while (world.pending.length > 0) world.step()
    expect(states(world)).toEqual(['failed'])
    world.ask({ kind: 'settle' })
    expect(states(world)).toEqual(['failed'])
    world.pass(FAILED_REST / 1000)
    world.finish()
    expect(states(world)).toEqual(['active'])
  })

  test('what its VMs have no counterpart of is refused', () => {
    const world = withPool('', 1).create().finish()
    for (const kind of ['resume', 'pause'] as const)
      expect(world.ask({ kind, instanceIds: ['x'] })).toMatchObject({ refusal: { kind: 'not-for-pooled' } })
  })
})

test('B3: a plan tells VMs that leave later, and one that lets another VM go is another plan', () => {
  const world = withPool('', 2).create()
  const [first, second] = world.list()
  const plan = (id: string) => {
    const intent = { kind: 'deallocate', instanceIds: [id], afterwards: 'replace' } as const
    const decided = decide(world.world(), 1, intent)
    if (!decided.ok) throw new Error(decided.refusal.kind)
    return decided.value.plan
  }
  const [one, other] = [plan(first?.id ?? ''), plan(second?.id ?? '')]
  expect([one.leaveLater, other.leaveLater]).toEqual([[first?.id], [second?.id]])
  expect(one.digest).not.toBe(other.digest)
})
