import { describe, expect, test } from 'vitest'
import { seededRandom } from '@/lib/domain/allocate'
import { drawFate } from './faults'
import { DEFAULT_TIMING, type FaultRule, readSettings } from './settings'
import { errorOf, interfaceAt, machineOn, must, smallWorld } from './test-world'

describe('faults', () => {
  test.each([
    ['throttle', undefined, 'throttled RequestLimitExceeded'],
    ['error', undefined, 'transient InternalError'],
    ['error', 'InsufficientInstanceCapacity', 'capacity InsufficientInstanceCapacity'],
    ['error', 'UnauthorizedOperation', 'invalid UnauthorizedOperation'],
    ['timeout-before', undefined, 'outcome-unknown RequestTimeout'],
    ['timeout-after', undefined, 'outcome-unknown RequestTimeout'],
  ] as const)('%s %s is answered as %s, as often as it was told', async (effect, code, answer) => {
    const w = await smallWorld()
    const { interfaceId } = await must(w.cloud.createInterface(interfaceAt('10.0.1.10')))
    await must(w.control.setFaults([{ operation: 'RunInstances', effect, code, remaining: 2 }]))
    const launch = machineOn(interfaceId)
    expect(await errorOf(w.cloud.launchMachine(launch))).toBe(answer)
    expect(await errorOf(w.cloud.launchMachine(launch))).toBe(answer)
    const done = (await must(w.cloud.describeMachines({}))).items.length
    expect(done).toBe(effect === 'timeout-after' ? 1 : 0)
    await must(w.cloud.launchMachine(launch))
    expect((await must(w.cloud.describeMachines({}))).items).toHaveLength(1)
    expect((await must(w.control.overview())).faults).toMatchObject([{ effect, remaining: 0 }])
  })

  test('a lost answer to a describe call is only a reason to ask again', async () => {
    const w = await smallWorld()
    await must(w.control.setFaults([{ operation: '*', effect: 'timeout-after', remaining: 1 }]))
    expect(await errorOf(w.cloud.describeSubnets())).toBe('transient RequestTimeout')
    expect(await errorOf(w.cloud.describeSubnets())).toBe('no error')
  })

  test('delays add up and do not hide the fault behind them', () => {
    const rules: FaultRule[] = [
      { operation: '*', effect: 'delay', remaining: 1, probability: 1, after: 0, delayMs: 20 },
      { operation: 'DescribeVpcs', effect: 'throttle', remaining: 0, probability: 1, after: 0, delayMs: 400 },
      {
        operation: 'DescribeSubnets',
        effect: 'throttle',
        remaining: null,
        probability: 1,
        after: 0,
        delayMs: 3,
      },
    ]
    const timing = { ...DEFAULT_TIMING, delaysMs: { '*': 100, DescribeVpcs: 5 } }
    const random = seededRandom(1)
    const first = drawFate(rules, timing, 'DescribeSubnets', random)
    expect(first).toMatchObject({ delayMs: 123, effect: 'refused' })
    expect(drawFate(first.rules, timing, 'DescribeVpcs', random)).toMatchObject({
      delayMs: 5,
      effect: 'none',
    })
  })

  test('probability strikes that share of the calls', () => {
    const rules: FaultRule[] = [
      { operation: '*', effect: 'throttle', remaining: null, probability: 0.2, after: 0, delayMs: 0 },
    ]
    const random = seededRandom(3)
    const struck = Array.from({ length: 2000 }, () => drawFate(rules, DEFAULT_TIMING, 'RunInstances', random))
    const share = struck.filter((fate) => fate.effect === 'refused').length / struck.length
    expect(share).toBeGreaterThan(0.16)
    expect(share).toBeLessThan(0.24)
  })

  test('a rule lets calls pass first, and one for what changes something leaves looks alone', async () => {
    const w = await smallWorld()
    await must(w.control.setFaults([{ operation: 'changing', effect: 'throttle', after: 1, remaining: 1 }]))
    await must(w.cloud.describeSubnets())
    await must(w.cloud.createInterface(interfaceAt('10.0.1.10')))
    await must(w.cloud.describeSubnets())
    expect((await must(w.control.overview())).faults).toMatchObject([{ after: 0, remaining: 1 }])
    expect(await errorOf(w.cloud.createInterface(interfaceAt('10.0.1.11')))).toMatch(/^throttled/)
    await must(w.cloud.createInterface(interfaceAt('10.0.1.11')))
  })

  test.each(['before', 'after'] as const)(
    'a crash %s the work is refused within one process, and nothing is done',
    async (when) => {
      const w = await smallWorld()
      await must(w.control.setFaults([{ operation: 'changing', effect: 'crash', when, remaining: 1 }]))
      const made = await w.cloud.createInterface(interfaceAt('10.0.1.10'))
      expect(made.ok ? null : made.refusal).toMatchObject({ code: 'CrashRefused' })
      expect(made.ok ? '' : made.refusal.message).toMatch(/nothing was killed or done\.$/)
      expect((await must(w.cloud.describeInterfaces({}))).items).toEqual([])
    },
  )

  test('delays pass before the work', async () => {
    const w = await smallWorld({ timing: { delaysMs: { CreateNetworkInterface: 300 } } })
    const before = w.clock.now()
    await must(w.cloud.createInterface(interfaceAt('10.0.1.10')))
    expect(w.clock.now() - before).toBe(300)
  })

  test('control calls meet no faults, and wrong rules are refused', async () => {
    const w = await smallWorld()
    await must(w.control.setFaults([{ operation: '*', effect: 'timeout-before' }]))
    await must(w.control.overview())
    expect(await errorOf(w.control.setFaults([{ operation: '*', effect: 'throttle', probability: 2 }]))).toBe(
      'invalid InvalidRequest',
    )
    expect(await errorOf(w.control.setTiming({ startMs: -1 }))).toBe('invalid InvalidRequest')
    expect((await must(w.control.overview())).faults).toHaveLength(1)
  })
})

describe('settings', () => {
  test('have defaults', () => {
    expect(readSettings({})).toEqual({
      ok: true,
      value: {
        host: '127.0.0.1',
        port: 3001,
        stateFile: 'data/simulated-aws.db',
        faults: null,
        timing: null,
      },
    })
  })

  test('fill in what a fault leaves out', () => {
    const env = {
      SIMULATOR_FAULTS: '[{"operation":"RunInstances","effect":"throttle"}]',
      SIMULATOR_TIMING: '{"startMs":5}',
    }
    expect(readSettings(env)).toMatchObject({
      ok: true,
      value: {
        faults: [
          {
            operation: 'RunInstances',
            effect: 'throttle',
            remaining: null,
            probability: 1,
            after: 0,
            delayMs: 0,
          },
        ],
        timing: { startMs: 5 },
      },
    })
  })

  test.each([
    [{ SIMULATOR_HOST: '0.0.0.0' }, /SIMULATOR_HOST is 0\.0\.0\.0; .* loopback only/],
    [{ SIMULATOR_PORT: '70000' }, /SIMULATOR_PORT is "70000"; it takes a port/],
    [{ SIMULATOR_PORT: 'http' }, /SIMULATOR_PORT is "http"/],
    [{ SIMULATOR_FAULTS: '[{' }, /SIMULATOR_FAULTS is not JSON: \[\{/],
    [
      { SIMULATOR_FAULTS: '[{"operation":"Launch","effect":"error"}]' },
      /SIMULATOR_FAULTS is not usable: 0\.operation/,
    ],
    [{ SIMULATOR_TIMING: '{"startMs":"soon"}' }, /SIMULATOR_TIMING is not usable: startMs/],
    [{ SIMULATOR_TIMING: '{"start":1}' }, /SIMULATOR_TIMING is not usable: .*start/],
  ])('%o is refused with a sentence', (env, sentence) => {
    const read = readSettings(env)
    expect(read.ok ? '' : read.refusal).toMatch(sentence)
  })
})
