import { expect, test } from 'vitest'
import type { GroupRow } from '@/lib/allocation/ports/group-rows'
import type { NicConfig } from '@/lib/domain/group'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { PurePooledWorld } from '@/lib/testing/pure-pooled'
import { pooledStates, tellPooled } from './pooled-states'

const WEB = pooledSubnet('web', '10.0.0.0/24')
const ONE = staticIp('pip-z1', ['1'])
const MANY = staticIp('pip-zr-all', ['1', '2', '3'])

function told(interfaces: readonly NicConfig[], how: { target: number; zones?: string[]; taken?: string[] }) {
  const config = pooledConfig(interfaces, how.target, { pooled: { zones: how.zones ?? [] } })
  const world = new PurePooledWorld([WEB], config, [ONE, MANY]).taken(WEB, ...(how.taken ?? []))
  world.market = [how.zones?.[0] ?? null]
  world.create().finish()
  const { subnets, publicIps } = world.world()
  const found = tellPooled({ ...world.state, config }, world.list(), { subnets, publicIps })
  return { found, states: states(found, world.list().length, how.target) }
}

const states = (found: ReturnType<typeof tellPooled>, active: number, target: number, over = {}) =>
  pooledStates(
    {
      ...{ cloud: 'azure', state: 'live', instances: active, capacity: { minimum: 0, target, maximum: 9 } },
      vms: { coming: 0, active, leaving: 0, failed: 0, wanted: active },
      operations: { running: 0, retrying: 0 },
      warnings: { drifted: 0, failed: 0, refused: 0, withoutPublicIp: 0 },
      ...over,
    } as unknown as GroupRow,
    found,
  ).map(({ tone, text }) => `${tone}: ${text}`)

const nic = (pool: string, publicIpPool: readonly string[], name = 'eth0') =>
  nicConfig(WEB, { name, primary: name === 'eth0', pool, publicIp: publicIpPool.length > 0, publicIpPool })

test('all is well while every pool has a member for the next VM', () => {
  const { found, states: said } = told([nic('10.0.0.10-12', [])], { target: 2 })
  expect(found).toEqual({ lent: { onPool: 2, dynamic: 0 }, exhausted: [] })
  expect(said).toEqual(['ok: All on pool addresses'])
  expect(told([nic('', [])], { target: 1 }).states).toEqual(['ok: All VMs active'])
  expect(told([nic('', [])], { target: 0 }).states).toEqual(['ok: No VMs'])
})

test('Z5: a private pool is exhausted, whoever has its members', () => {
  const { states: said } = told([nic('10.0.0.10-11', [])], { target: 1, taken: ['10.0.0.11'] })
  expect(said).toEqual(['warn: Private IP pool exhausted'])
})

test('Z6: a public pool is exhausted in the zones where nothing fits, and the interface is named where several are', () => {
  const zones = ['1', '2', '3']
  const one = told([nic('', [ONE.id])], { target: 0, zones })
  expect(one.states).toEqual(['warn: Public IP pool exhausted in zones 2 and 3'])
  expect(told([nic('', [ONE.id])], { target: 1, zones }).states).toEqual(['warn: Public IP pool exhausted'])
  expect(told([nic('', [MANY.id])], { target: 0, zones }).states).toEqual(['ok: No VMs'])
  const two = told([nic('', [ONE.id]), nic('', ['gone'], 'eth1')], { target: 0, zones })
  expect(two.states).toEqual([
    'warn: Public IP pool of eth0 exhausted in zones 2 and 3',
    'warn: Public IP pool of eth1 exhausted',
  ])
})

test('trouble comes first, and too few VMs are said when none is on its way', () => {
  const { found } = told([nic('', [])], { target: 1 })
  const vms = { coming: 0, active: 1, leaving: 0, failed: 1, wanted: 2 }
  expect(states(found, 1, 2, { vms, operations: { running: 1, retrying: 1 } })).toEqual([
    'bad: 1 VM failed to launch',
    'warn: 1 cloud call is being repeated',
    'warn: 1 of 2 VMs active',
  ])
  expect(states(found, 1, 2, { vms: { ...vms, coming: 1, failed: 0 } })).toEqual(['busy: 1 VM changing'])
})
