import { describe, expect, it } from 'vitest'
import type { InstanceView } from '@/lib/api/views/instances'
import { actionTitle, chooseForAction, leavesGap } from './bulk-action'
import {
  afterRefusalText,
  attemptsText,
  INSTANCES,
  machineText,
  noMachineText,
  originOf,
  workText,
} from './instance-words'

const instance = (part: Partial<InstanceView> = {}): InstanceView => ({
  id: 'ssi-7f3100000001',
  groupId: 'g1',
  cloud: 'aws',
  ordinal: 1,
  state: 'active',
  desired: 'active',
  sentence: { tone: 'ok', text: 'Active' },
  reason: null,
  triedAgainAt: null,
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

const keepInstance = (one: InstanceView, filter: string) =>
  INSTANCES.filters.find(({ value }) => value === filter)?.keeps(one)

const paused = (id: string) =>
  instance({
    id,
    state: 'paused',
    can: { resume: null, pause: 'It is paused already.', recycle: 'Not now.', deallocate: null },
  })

describe('a bulk action', () => {
  it('acts on those that can and says why not on the others', () => {
    const choice = chooseForAction(INSTANCES, 'pause', [instance(), paused('ssi-2'), paused('ssi-3')])
    expect(choice.able.map(({ id }) => id)).toEqual(['ssi-7f3100000001'])
    expect(choice.note).toBe('1 of 3 can be paused. ssi-2: It is paused already. And 1 more.')
  })

  it('says nothing when all can, and only the reason when there is one', () => {
    expect(chooseForAction(INSTANCES, 'recycle', [instance()]).note).toBeNull()
    expect(chooseForAction(INSTANCES, 'pause', [paused('ssi-2')]).note).toBe('It is paused already.')
    expect(chooseForAction(INSTANCES, 'pause', [paused('ssi-2'), paused('ssi-3')]).note).toBe(
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
      'Failed 3 times and is tried again. Last error: No capacity.',
    )
  })

  it('name one instance and count several', () => {
    expect(actionTitle(INSTANCES, 'pause', ['ssi-1'])).toBe('Pause ssi-1')
    expect(actionTitle(INSTANCES, 'recycle', ['a', 'b'])).toBe('Recycle 2 instances')
  })

  it('find it by anything it has and filter by state', () => {
    expect(INSTANCES.text(instance())).toContain('10.0.1.17 Pool eni-1')
    expect(INSTANCES.text(instance({ reason: 'Not allowed.' }))).toContain('Not allowed.')
    expect(originOf(instance({ retained: true })).tag).toBe('Retained')
    expect(keepInstance(instance(), 'paused')).toBe(false)
    expect(keepInstance(instance({ state: 'replacing' }), 'changing')).toBe(true)
    expect(keepInstance(instance({ sentence: { tone: 'warn', text: 'Refused' } }), 'trouble')).toBe(true)
    expect(keepInstance(instance(), 'trouble')).toBe(false)
  })

  it('say which machine of the address this one is', () => {
    expect(machineText(instance())).toBe('the 4th on this address')
    expect(machineText(instance({ origin: 'floating', machineCount: 2 }))).toBe('its 2nd')
    expect(machineText(instance({ machineCount: 1 }))).toBeNull()
    expect(noMachineText(instance({ machineCount: 0 }))).toBe('Never resumed')
    expect(noMachineText(instance({ machineCount: 3 }))).toBe('None, had 3')
  })

  it('say what follows on a refusal: tried again when above target, else left to the operator', () => {
    const refused = instance({ reason: 'Not allowed.', triedAgainAt: '2026-11-01T00:01:00.000Z' })
    const at = (text: string) => Date.parse(text)
    expect(afterRefusalText(refused, at('2026-11-01T00:00:20.000Z'))).toBe(
      'It runs on; it is tried again in 40 s.',
    )
    expect(afterRefusalText(refused, at('2026-11-01T00:00:59.000Z'))).toBe(
      'It runs on; it is being tried again.',
    )
    expect(afterRefusalText(refused, null)).toBe('It runs on until it is tried again.')
    expect(afterRefusalText({ ...refused, triedAgainAt: null }, 0)).toBe(
      'It runs on as it was; nothing is tried again until you ask.',
    )
    expect(afterRefusalText(instance(), 0)).toBeNull()
  })
})
