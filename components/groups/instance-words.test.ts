import { describe, expect, it } from 'vitest'
import type { InstanceView } from '@/lib/api/views/instances'
import { chooseForAction, leavesGap } from './bulk-action'
import { actionTitle, attemptsText, instanceText, keepInstance, originOf, workText } from './instance-words'

const instance = (part: Partial<InstanceView> = {}): InstanceView => ({
  id: 'ssi-7f3100000001',
  groupId: 'g1',
  ordinal: 1,
  state: 'active',
  desired: 'active',
  sentence: { tone: 'ok', text: 'Active' },
  reason: null,
  drift: null,
  origin: 'pool',
  retained: false,
  address: '10.0.1.17',
  addressStatus: 'active',
  addressWhy: '',
  subnetId: 'subnet-1',
  zone: 'us-east-1a',
  interfaceId: 'eni-1',
  publicIpWarning: null,
  publicIp: null,
  machineId: 'i-1',
  machineCount: 4,
  stateSince: '2026-11-01T00:00:00.000Z',
  createdAt: '2026-11-01T00:00:00.000Z',
  can: { resume: 'It is active already.', pause: null, recycle: null, deallocate: null },
  work: null,
  ...part,
})

const paused = (id: string) =>
  instance({
    id,
    state: 'paused',
    can: { resume: null, pause: 'It is paused already.', recycle: 'Not now.', deallocate: null },
  })

describe('a bulk action', () => {
  it('acts on those that can and says why not on the others', () => {
    const choice = chooseForAction('pause', [instance(), paused('ssi-2'), paused('ssi-3')])
    expect(choice.able.map(({ id }) => id)).toEqual(['ssi-7f3100000001'])
    expect(choice.note).toBe('1 of 3 can be paused. ssi-2: It is paused already. And 1 more.')
  })

  it('says nothing when all can, and only the reason when there is one', () => {
    expect(chooseForAction('recycle', [instance()]).note).toBeNull()
    expect(chooseForAction('pause', [paused('ssi-2')]).note).toBe('It is paused already.')
    expect(chooseForAction('pause', [paused('ssi-2'), paused('ssi-3')]).note).toBe(
      'None of 2 can be paused. ssi-2: It is paused already. And 1 more.',
    )
  })

  it('leaves a gap where no pool member refills it (A9)', () => {
    expect(leavesGap(instance())).toBe(false)
    expect(leavesGap(instance({ retained: true }))).toBe(true)
    expect(leavesGap(instance({ origin: 'random' }))).toBe(true)
  })
})

describe('words of an instance', () => {
  it('name the work and its failures', () => {
    const work = { text: 'Launching a machine', step: 2, steps: 6, attempts: 0, lastError: null }
    expect(workText(work)).toBe('Launching a machine, 2 of 6')
    expect(attemptsText(work)).toBeNull()
    expect(attemptsText({ ...work, attempts: 3, lastError: 'No capacity.' })).toBe(
      'Tried 3 times. Last error: No capacity.',
    )
  })

  it('name one instance and count several', () => {
    expect(actionTitle('pause', ['ssi-1'])).toBe('Pause ssi-1')
    expect(actionTitle('recycle', ['a', 'b'])).toBe('Recycle 2 instances')
  })

  it('find it by anything it has and filter by state', () => {
    expect(instanceText(instance())).toContain('10.0.1.17 Pool eni-1')
    expect(originOf(instance({ retained: true })).tag).toBe('Retained')
    expect(keepInstance(instance(), 'paused')).toBe(false)
    expect(keepInstance(instance({ state: 'replacing' }), 'changing')).toBe(true)
    expect(keepInstance(instance(), 'nonsense')).toBe(true)
  })
})
