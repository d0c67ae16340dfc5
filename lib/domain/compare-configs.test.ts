import { describe, expect, test } from 'vitest'
import { azureGroupConfig, azureNic } from '@/lib/testing/azure-worlds'
import { groupConfig, SUBNETS } from '@/lib/testing/worlds'
import { compareConfigs } from './compare-configs'

describe('two configurations of a group, setting by setting', () => {
  const capacity = { minimum: 1, target: 3, maximum: 6 }
  const ring = groupConfig({ pool: '10.0.1.32-39', capacity })

  test('the same differ in nothing, whether or not they are one object', () => {
    expect(compareConfigs(ring, ring)).toEqual([])
    expect(compareConfigs(ring, groupConfig({ pool: '10.0.1.32-39', capacity }))).toEqual([])
  })

  test('values tell what they were; a setting that is set to nothing says so', () => {
    const after = {
      ...ring,
      capacity: { ...capacity, target: 5 },
      persistence: { ...ring.persistence, retention: { days: 30, poolMembers: false } },
    }
    expect(compareConfigs(ring, after)).toEqual([
      { kind: 'value', path: 'capacity.target', before: '3', after: '5' },
      { kind: 'value', path: 'persistence.retention.days', before: null, after: '30' },
      { kind: 'value', path: 'persistence.retention.poolMembers', before: null, after: 'no' },
    ])
  })

  test('a pool tells by addresses what came and went, and that only its order is another one', () => {
    const pool = (text: string) => groupConfig({ pool: text, capacity })
    expect(compareConfigs(ring, pool('10.0.1.32-37\n10.0.1.39-41'))).toEqual([
      {
        ...{ kind: 'list', path: 'persistence.privateIpPool' },
        ...{ added: ['10.0.1.40-10.0.1.41'], removed: ['10.0.1.38'] },
      },
    ])
    expect(compareConfigs(pool('10.0.1.4\n10.0.1.9'), pool('10.0.1.9\n10.0.1.4'))).toEqual([
      { kind: 'order', path: 'persistence.privateIpPool' },
    ])
    // The same members written otherwise are the same pool in the same order.
    expect(compareConfigs(pool('10.0.1.4-9'), pool('10.0.1.4-6\n10.0.1.7-9'))).toEqual([])
  })

  test('lists by what they name', () => {
    const more = groupConfig({
      pool: '10.0.1.32-39',
      capacity,
      subnetIds: [...('subnetIds' in ring.persistence ? ring.persistence.subnetIds : []), SUBNETS.edgeA.id],
    })
    expect(compareConfigs(ring, more)).toEqual([
      { kind: 'list', path: 'persistence.subnetIds', added: [SUBNETS.edgeA.id], removed: [] },
    ])
  })

  test('interfaces of a pooled group by their names', () => {
    const web = (pool: string, ...more: ReturnType<typeof azureNic>[]) =>
      azureGroupConfig({
        capacity: { minimum: 0, target: 1, maximum: 2 },
        interfaces: [azureNic({ pool }), ...more],
      })
    const name = azureNic({ pool: '10.20.1.40' }).name
    expect(compareConfigs(web('10.20.1.40'), web('10.20.1.41'))).toEqual([
      {
        ...{ kind: 'list', path: `persistence.interfaces.${name}.privateIpPool` },
        ...{ added: ['10.20.1.41'], removed: ['10.20.1.40'] },
      },
    ])
    const second = { ...azureNic({ pool: '' }), name: 'eth9', primary: false }
    expect(compareConfigs(web('10.20.1.40'), web('10.20.1.40', second))).toEqual([
      { kind: 'list', path: 'persistence.interfaces', added: ['eth9'], removed: [] },
    ])
  })
})
