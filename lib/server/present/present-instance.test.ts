import { describe, expect, test } from 'vitest'
import { unborn } from '@/lib/domain/decide'
import { born, pool } from '@/lib/testing/edge-world'
import { START } from '@/lib/testing/pure-world'
import { PUBLIC_IPS } from '@/lib/testing/worlds'
import { presentInstance } from './present-instance'

describe('A8: an instance that was launched without an Elastic IP', () => {
  const config = pool('10.0.3.5-7', 2, { publicIpPool: [PUBLIC_IPS[0].id] })
  const warnings = (groupConfig = config) =>
    born(config, true)
      .list()
      .map((instance) => ({ instance, zone: null, publicAddress: null, operation: null }))
      .map((row) => presentInstance(row, unborn('sig-1', groupConfig, START)).publicIpWarning)

  test('carries a warning; those that hold one, or are paused, carry none', () => {
    expect(warnings()).toEqual([null, expect.stringContaining('without an Elastic IP'), null])
  })

  test('is as it should be where the group has no pool of them', () => {
    expect(warnings(pool('10.0.3.5-7', 2))).toEqual([null, null, null])
  })
})
