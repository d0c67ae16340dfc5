import { expect, test } from 'vitest'
import type { RollingPlan } from '@/lib/domain/plan-rolling'
import { presentRollingPlan } from './present-rolling-plan'

const target = (ordinal: number, zone: string | null) => ({
  ...{ instanceId: `ssi-${ordinal}`, machineId: `i-${ordinal}`, address: `10.0.1.${ordinal}`, zone, ordinal },
})

const plan = (over: Partial<RollingPlan> = {}): RollingPlan => ({
  ...{ groupId: 'sig-1', groupName: 'ring', cloud: 'aws', pooled: false },
  settings: {
    batchSize: 2,
    maximumUnavailable: 2,
    order: 'zone-by-zone',
    healthSeconds: 30,
    timeoutSeconds: 600,
  },
  ...{ seen: { seq: 7, groupVersion: 3 }, digest: 'd1', leftOut: [], running: 3, unavailable: 0, minimum: 1 },
  batches: [
    { zone: 'us-east-1a', targets: [target(1, 'us-east-1a'), target(2, 'us-east-1a')] },
    { zone: 'us-east-1b', targets: [target(3, 'us-east-1b')] },
  ],
  headroom: [],
  ...over,
})

test('the batches in order, what each changes, how long it takes and the sum behind it', () => {
  const view = presentRollingPlan(plan(), 12)
  expect(view.headline).toBe('Replaces the machines of 3 instances in 2 batches.')
  expect(view.disruption).toBe('restarts')
  expect(view.lines.map(({ text, part }) => (part ? `  ${text}` : text))).toEqual([
    'Batch 1 of 2, us-east-1a',
    '  ssi-1, now on i-1',
    '  ssi-2, now on i-2',
    'Batch 2 of 2, us-east-1b',
    '  ssi-3, now on i-3',
  ])
  const said = view.summary.map(({ text }) => text)
  expect(said[0]).toContain('expected to take 84 s: 2 batches of 12 s per machine (measured lately)')
  expect(said).toContain('3 active − 2 unavailable = 1, and the minimum is 1.')
  expect(view.proof).toMatchObject({ seq: 7, groupVersion: 3, digest: 'd1' })
})

test('what is assumed is said to be assumed; what is left out and what is down already are warned of', () => {
  const view = presentRollingPlan(
    plan({ leftOut: [{ instanceId: 'ssi-9', state: 'paused' }], unavailable: 2 }),
    null,
  )
  expect(view.summary[0]?.text).toContain('60 s per machine (assumed, none measured yet)')
  expect(view.warnings).toEqual([
    '1 instance is left as it is: paused.',
    'It begins when fewer than 2 are down.',
  ])
})

test('a pooled group is told of the room that its largest batch needs, and that its VMs end', () => {
  const fact = { kind: 'private-pool', nic: 'eth0', needed: 2, free: 3, size: 6 } as const
  const view = presentRollingPlan(plan({ cloud: 'azure', pooled: true, headroom: [fact] }), 12)
  expect(view.disruption).toBe('terminates')
  expect(view.headline).toBe('Replaces 3 VMs in 2 batches.')
  expect(view.summary.map(({ text }) => text)).toContain(
    'The largest batch needs 2 free members of the private IP pool of eth0, one for each VM that has one; 3 are free: 6 members − 3 held or resting.',
  )
  expect(view.lines[1]?.text).toBe('ssi-1, another VM takes its place')
})
