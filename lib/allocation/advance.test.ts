import { describe, expect, test } from 'vitest'
import { address } from '@/lib/domain/address'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { Operation, OperationKind, StepKind } from '@/lib/domain/operation'
import { clientTokenOf, stepsFor, undoSteps } from '@/lib/domain/operation-steps'
import { PATH, type StatefulInstance } from '@/lib/domain/stateful-instance'
import { advance } from './advance'
import type { CloudError } from './ports/cloud'
import type { StepOutcome } from './step-outcome'

const NOW = '2026-11-03T09:00:00.000Z'
const context = {
  now: NOW,
  retry: { firstDelay: 100, longestDelay: 1000, attempts: 3 },
  words: wordsOf('aws'),
}

const instance = (over: Partial<StatefulInstance> = {}): StatefulInstance => ({
  id: 'ssi-1',
  groupId: 'sig-1',
  ordinal: 1,
  origin: 'pool',
  retained: false,
  desired: 'active',
  state: 'resuming',
  reason: null,
  subnetId: 'subnet-1',
  address: address('10.0.1.40'),
  interfaceId: 'eni-1',
  publicIpId: null,
  machineId: null,
  machineCount: 0,
  stateSince: NOW,
  createdAt: NOW,
  addressWhy: '',
  drift: null,
  failedReleases: 0,
  ...over,
})

function operation(kind: OperationKind, of: StatefulInstance, over: Partial<Operation> = {}): Operation {
  const begun = {
    instanceId: of.id,
    kind,
    oldMachineId: of.machineId,
    keepInterface: over.keepInterface ?? false,
    afterFailure: false,
  }
  return {
    id: 'op-1',
    kind,
    groupId: of.groupId,
    instanceId: of.id,
    requestId: 'req-1',
    steps: stepsFor(begun, of),
    cursor: 0,
    phase: 'started',
    state: 'running',
    attempts: 0,
    notBefore: null,
    lastError: null,
    createdAt: NOW,
    endedAt: null,
    oldMachineId: of.machineId,
    keepInterface: false,
    ...over,
  }
}

const failure = (kind: CloudError['kind']): StepOutcome => ({
  ok: false,
  error: { kind, code: 'Code', message: 'Message.' },
})

const kindsOf = (advanced: ReturnType<typeof advance>) => advanced.events.map((event) => event.kind)

describe('steps', () => {
  const running = { machineId: 'i-1', interfaceId: 'eni-1', machineCount: 1, state: 'active' } as const
  const launch = 'launch await-running associate-public-ip'
  const cases: readonly [string, OperationKind, Partial<StatefulInstance>, string][] = [
    ['first resume', 'resume', { interfaceId: null }, `create-interface ${launch}`],
    ['resume', 'resume', {}, `await-available ${launch}`],
    ['pause', 'pause', running, 'terminate await-gone'],
    ['pause of nothing', 'pause', {}, ''],
    ['recycle', 'recycle', running, `terminate await-gone await-available ${launch}`],
    ['replace', 'replace', running, `await-gone await-available ${launch}`],
    ['deallocate', 'deallocate', running, 'terminate await-gone disassociate-public-ip delete-interface'],
    ['deallocate, paused', 'deallocate', {}, 'disassociate-public-ip delete-interface'],
    ['restore', 'restore', { interfaceId: null }, 'create-interface'],
    [
      'pause, floating',
      'pause',
      { ...running, origin: 'floating' },
      'terminate await-gone disassociate-public-ip delete-interface',
    ],
    [
      'recycle, floating',
      'recycle',
      { ...running, origin: 'floating' },
      'terminate await-gone disassociate-public-ip delete-interface',
    ],
    [
      'replace, floating',
      'replace',
      { ...running, origin: 'floating' },
      'await-gone disassociate-public-ip delete-interface',
    ],
  ]
  test.each(cases)('%s', (_, kind, over, expected) => {
    expect(operation(kind, instance(over)).steps.join(' ')).toBe(expected)
  })

  test('keeping the interface gives the Elastic IP back all the same', () => {
    const begun = {
      instanceId: 'ssi-1',
      kind: 'deallocate',
      oldMachineId: 'i-1',
      keepInterface: true,
      afterFailure: false,
    } as const
    expect(stepsFor(begun, instance())).toEqual(['terminate', 'await-gone'])
    expect(stepsFor(begun, instance({ publicIpId: 'eipalloc-1' }))).toEqual([
      'terminate',
      'await-gone',
      'disassociate-public-ip',
    ])
  })

  test('what failed before is looked for: a machine may run that nobody recorded', () => {
    const begun = {
      instanceId: 'ssi-1',
      kind: 'deallocate',
      oldMachineId: null,
      keepInterface: false,
      afterFailure: true,
    } as const
    expect(stepsFor(begun, instance())[0]).toBe('terminate')
  })

  test('undoing', () => {
    const table: readonly [StepKind, Partial<StatefulInstance>, string][] = [
      ['create-interface', { interfaceId: null }, 'delete-interface'],
      ['await-available', {}, ''],
      ['launch', {}, 'terminate await-gone'],
      ['await-running', { machineId: 'i-1' }, 'terminate await-gone'],
      ['associate-public-ip', { machineId: 'i-1' }, 'terminate await-gone'],
      ['await-available', { origin: 'floating' }, 'disassociate-public-ip delete-interface'],
      ['launch', { origin: 'floating' }, 'terminate await-gone disassociate-public-ip delete-interface'],
    ]
    for (const [step, over, expected] of table)
      expect(undoSteps(step, instance(over)).join(' ')).toBe(expected)
  })
})

describe('a step that is done', () => {
  test('the way of a first resume', () => {
    let row = instance({ interfaceId: null, publicIpId: 'eipalloc-1' })
    let now = operation('resume', row)
    const told: string[] = []
    const outcomes: StepOutcome[] = [
      { ok: true, interfaceId: 'eni-9' },
      { ok: true, machineId: 'i-9' },
      { ok: true },
      { ok: true },
    ]
    for (const outcome of outcomes) {
      const next = advance(now, row, outcome, context)
      told.push(...kindsOf(next))
      row = next.instance
      now = next.operation
    }
    expect(row).toMatchObject({ state: 'active', interfaceId: 'eni-9', machineId: 'i-9', machineCount: 1 })
    expect(now).toMatchObject({ state: 'done', endedAt: NOW })
    expect(told).toEqual([
      'interface-created',
      'interface-attached',
      'public-ip-associated',
      'instance-resumed',
    ])
  })

  test('the end of a deallocation lets everything go', () => {
    const row = instance({ state: 'deallocating', publicIpId: 'eipalloc-1' })
    const end = advance(operation('deallocate', row, { cursor: 1 }), row, { ok: true }, context)
    expect(end).toMatchObject({ releaseAddress: true, releasePublicIp: true, keepInterface: false })
    expect(end.instance).toMatchObject({ state: 'deallocated', interfaceId: null, publicIpId: null })
    expect(kindsOf(end)).toEqual([
      'interface-deleted',
      'instance-deallocated',
      'public-ip-released',
      'address-released',
    ])
  })

  test('a kept interface keeps its address', () => {
    const row = instance({ state: 'deallocating', machineId: 'i-1' })
    const end = advance(
      operation('deallocate', row, { steps: ['terminate', 'await-gone'], cursor: 1, keepInterface: true }),
      row,
      { ok: true },
      context,
    )
    expect(end).toMatchObject({ releaseAddress: false, keepInterface: true })
    expect(kindsOf(end)).toEqual(['instance-deallocated', 'interface-kept'])
  })

  test('a recycle that has no launch ends paused, whatever its instance has become meanwhile', () => {
    const row = instance({ origin: 'random', state: 'recycling' })
    const steps: readonly StepKind[] = [
      'terminate',
      'await-gone',
      'disassociate-public-ip',
      'delete-interface',
    ]
    const end = advance(operation('recycle', row, { steps, cursor: 3 }), row, { ok: true }, context)
    expect(end.instance.state).toBe('paused')
  })
})

const PASSING = ['throttled', 'outcome-unknown', 'transient', 'capacity'] as const
const LASTING = [
  'address-in-use',
  'address-invalid',
  'public-ip-in-use',
  'public-ip-missing',
  'invalid',
] as const

/** Where an operation stands at a step, with what it has by then. */
function standing(kind: keyof typeof PATH, step: StepKind, attempts = 0) {
  const late = step === 'await-running' || step === 'associate-public-ip'
  const stops = kind === 'pause' || kind === 'deallocate' || step === 'terminate' || step === 'await-gone'
  const before = instance({
    state: PATH[kind].through,
    desired: kind === 'pause' || kind === 'deallocate' ? 'paused' : 'active',
    machineId: kind === 'resume' ? null : 'i-1',
    interfaceId: step === 'create-interface' ? null : 'eni-1',
  })
  const begun = operation(kind, before, { attempts })
  const row = { ...before, machineId: late ? 'i-2' : stops ? before.machineId : null }
  return { row, now: { ...begun, cursor: begun.steps.indexOf(step) } }
}

const RESUMING: readonly StepKind[] = ['create-interface', 'launch', 'associate-public-ip']
const RECYCLING: readonly StepKind[] = ['launch', 'associate-public-ip']

describe('an error that passes', () => {
  test.each(PASSING)('%s: again later, twice as long each time, told once', (kind) => {
    for (const step of RESUMING) {
      const { row, now } = standing('resume', step)
      const first = advance(now, row, failure(kind), context)
      expect(first.operation).toMatchObject({
        cursor: now.cursor,
        attempts: 1,
        notBefore: '2026-11-03T09:00:00.100Z',
        lastError: 'Code: Message.',
      })
      expect(kindsOf(first)).toEqual(['step-retried'])
      const second = advance(first.operation, row, failure(kind), context)
      expect(second.operation.notBefore).toBe('2026-11-03T09:00:00.200Z')
      expect(kindsOf(second)).toEqual([])
    }
  })

  test.each(PASSING)('%s: a resume gives up after as many tries as it has', (kind) => {
    for (const step of RESUMING) {
      const { row, now } = standing('resume', step, 2)
      expect(advance(now, row, failure(kind), context).instance).toMatchObject({ desired: 'paused' })
    }
  })

  test.each(PASSING)(
    '%s: a replacement never gives up while it is wanted, and does once it is not',
    (kind) => {
      for (const step of RECYCLING) {
        const { row, now } = standing('replace', step, 1000)
        expect(advance(now, row, failure(kind), context).operation).toMatchObject({
          kind: 'replace',
          attempts: 1001,
        })
        const unwanted = advance(now, { ...row, desired: 'paused' }, failure(kind), context)
        expect(unwanted.operation.kind).toBe('pause')
      }
    },
  )

  test('waits no longer than the longest delay', () => {
    const { row, now } = standing('replace', 'launch', 60)
    expect(advance(now, row, failure('capacity'), context).operation.notBefore).toBe(
      '2026-11-03T09:00:01.000Z',
    )
  })
})

describe('an error that lasts', () => {
  test.each(LASTING)('%s: back to paused with the reason, undoing what may have been done', (kind) => {
    for (const step of RESUMING) {
      const { row, now } = standing('resume', step)
      const next = advance(now, row, failure(kind), context)
      expect(next.instance).toMatchObject({ state: 'pausing', desired: 'paused', address: row.address })
      expect(next.instance.reason).toMatch(/Message \(Code\)\.$/)
      expect(next.operation).toMatchObject({ kind: 'pause', state: 'running', cursor: 0 })
      expect(next.operation.steps).toEqual(undoSteps(step, row))
      expect(kindsOf(next)).toEqual(['instance-rolled-back'])
      expect(next.releaseAddress).toBe(false)
    }
  })

  test('nothing to undo: paused at once', () => {
    const { row, now } = standing('resume', 'launch')
    const waiting = { ...now, steps: ['await-available' as const], cursor: 0 }
    const next = advance(waiting, row, failure('invalid'), context)
    expect(next.instance.state).toBe('paused')
    expect(next.operation.state).toBe('failed')
  })

  test.each(['terminate', 'disassociate-public-ip', 'delete-interface'] as const)('%s: error', (step) => {
    const { row, now } = standing('deallocate', step)
    const next = advance(now, row, failure('invalid'), context)
    expect(next.instance).toMatchObject({ state: 'error' })
    expect(next.operation.state).toBe('failed')
    expect(kindsOf(next)).toEqual(['instance-failed'])
  })

  test('an interface that is still in use is waited for when it is to be deleted', () => {
    const { row, now } = standing('deallocate', 'delete-interface')
    expect(advance(now, row, failure('interface-in-use'), context).operation.attempts).toBe(1)
  })
})

describe('what was taken from us', () => {
  test.each(['launch', 'associate-public-ip'] as const)('the interface, found at %s: made again', (step) => {
    const { row, now } = standing('recycle', step)
    const next = advance(now, row, failure('interface-missing'), context)
    expect(next.operation.steps[now.cursor]).toBe('create-interface')
    expect(next.operation.steps[now.cursor + 1]).toBe(step)
    expect(next.instance).toMatchObject({ interfaceId: null, address: row.address })
    expect(next.instance.drift).not.toBeNull()
    const made = advance(next.operation, next.instance, { ok: true, interfaceId: 'eni-2' }, context)
    expect(made.instance).toMatchObject({ interfaceId: 'eni-2', drift: null })
  })

  test('the new machine before it ran: another one is launched, with another token', () => {
    const { row, now } = standing('recycle', 'await-running')
    const next = advance(now, row, failure('machine-missing'), context)
    const left = next.operation.steps.slice(next.operation.cursor)
    expect(left.slice(0, 3)).toEqual(['await-gone', 'await-available', 'launch'])
    expect(next.operation.oldMachineId).toBe('i-2')
    const token = (operation: Operation, cursor: number, machineCount: number) =>
      clientTokenOf({ ...operation, cursor }, { ...row, machineCount })
    expect(token(next.operation, next.operation.cursor + 2, 2)).not.toBe(token(now, now.cursor - 1, 1))
    const unwanted = advance(now, { ...row, desired: 'paused' }, failure('machine-missing'), context)
    expect(unwanted.instance).toMatchObject({ state: 'pausing' })
  })

  test('a machine that a lost answer left behind is recorded when it is found', () => {
    const row = instance({ state: 'pausing', desired: 'paused' })
    const undo = operation('pause', row, { steps: ['terminate', 'await-gone'], oldMachineId: null })
    const next = advance(undo, row, { ok: true, machineId: 'i-7' }, context)
    expect(next.instance.machineId).toBe('i-7')
    expect(next.operation.oldMachineId).toBe('i-7')
    expect(advance(next.operation, next.instance, { ok: true }, context).instance).toMatchObject({
      state: 'paused',
      machineId: null,
    })
  })
})
