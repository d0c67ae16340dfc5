import { describe, expect, test } from 'vitest'
import { type InstanceCommand, type InstanceState, instanceCan } from './stateful-instance'

const STATES: readonly InstanceState[] = [
  'paused',
  'resuming',
  'active',
  'pausing',
  'recycling',
  'replacing',
  'deallocating',
  'deallocated',
  'error',
]

/* y: may; a: done or under way already; ·: may not. In the order of STATES. */
const TABLE: Record<InstanceCommand, string> = {
  //           paused resuming active pausing recycling replacing deallocating deallocated error
  resume: ' y a a · · · · · ·',
  pause: ' a · y a · · · · ·',
  recycle: ' · · y · a · · · ·',
  deallocate: ' y · y · · · a a y',
  replace: ' · · y · · a · · ·',
}

describe.each(Object.entries(TABLE) as [InstanceCommand, string][])('%s', (command, row) => {
  const expected = row.trim().split(' ')
  test.each(STATES.map((state, n) => [state, expected[n]] as const))('from %s: %s', (state, mark) => {
    const can = instanceCan(command, state)
    expect(typeof can === 'object' ? '·' : can === 'yes' ? 'y' : 'a').toBe(mark)
    // What may not says from where one may.
    if (typeof can === 'object') for (const from of can.no) expect(instanceCan(command, from)).toBe('yes')
  })
})
