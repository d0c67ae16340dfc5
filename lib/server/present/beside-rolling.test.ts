import { afterEach, describe, expect, test } from 'vitest'
import { commandRun, planRun, startRun } from '@/lib/allocation/change-rolling'
import { writeTask } from '@/lib/allocation/record-task'
import { refusalSentence } from '@/lib/api/messages'
import type { Intent } from '@/lib/domain/intent'
import type { Plan } from '@/lib/domain/plan'
import type { ScheduledTask } from '@/lib/domain/schedule'
import { lookAtRuns } from '@/lib/server/background/rolling-clock'
import { lookForDue } from '@/lib/server/background/task-clock'
import { azureGroupConfig, azureInventory, azureNic } from '@/lib/testing/azure-worlds'
import { smallInventory } from '@/lib/testing/random-verbs'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, SUBNETS } from '@/lib/testing/worlds'
import { presentPlan } from './present-plan'

/* What may be asked of a group beside its rolling recycle: what the run promises to keep up stays up. */

let world: RunningWorld
const problems: unknown[] = []
const onProblem = (what: string, detail: unknown) => problems.push([what, detail])
afterEach(async () => {
  expect(problems.splice(0)).toEqual([])
  await world.close()
})

/** A group of four whose run has begun its first batch: machines take a while, so that it stays under way. */
async function midRun(maximumUnavailable: number, batchSize = 1): Promise<{ id: string; runId: string }> {
  world = await runWorld(smallInventory(), { startMs: 20, stopMs: 20 })
  const id = await world.create(
    groupConfig({
      pool: '10.0.3.5-8',
      subnetIds: [SUBNETS.edgeA.id],
      capacity: { minimum: 0, target: 4, maximum: 4 },
    }),
    true,
  )
  return { id, runId: await begin(id, maximumUnavailable, batchSize) }
}

async function begin(id: string, maximumUnavailable: number, batchSize: number): Promise<string> {
  const { allocation } = world.engine
  const ask = {
    settings: {
      ...{ batchSize, maximumUnavailable, order: 'across-zones' as const },
      ...{ healthSeconds: 600, timeoutSeconds: 3_600 },
    },
    instanceIds: null,
  }
  const plan = await planRun(allocation, id, ask)
  const digest = plan.ok ? plan.value.digest : ''
  const started = await startRun(allocation, id, ask, { requestKey: `begin-${id}`, digest })
  if (!started.ok) throw new Error(started.refusal.kind)
  await lookAtRuns({ allocation, clouds: { aws: world.cloud, azure: world.azure }, onProblem })
  await world.settled()
  return started.value.runId
}

async function sentence(id: string, intent: Intent): Promise<string> {
  const plan = await world.plan(id, intent)
  return plan.ok ? 'allowed' : refusalSentence(plan.refusal)
}

const idsOf = async (id: string): Promise<string[]> => (await world.instances(id)).map((one) => one.id)

describe('recycling by hand', () => {
  test('of all of them is refused with the sum and the way out, when planned and when applied', async () => {
    const { id } = await midRun(1)
    const all: Intent = { kind: 'recycle', instanceIds: await idsOf(id) }
    const machines = (await world.instances(id)).map((one) => one.machineId)
    expect(await sentence(id, all)).toBe(
      'A rolling recycle of cassandra-ring is under way (batch 1 of 4). It allows 1 machine down at once; 1 is down, and this would make it 4. Wait for it to end, or pause or cancel it first.',
    )
    expect(await world.ask(id, all)).toBe('rolling-limit')
    expect((await world.instances(id)).map((one) => one.machineId)).toEqual(machines)
  })

  test('of one that fits the limit is done, and counts', async () => {
    const { id } = await midRun(2)
    const last = (await idsOf(id)).at(-1) ?? ''
    expect(await world.ask(id, { kind: 'recycle', instanceIds: [last] })).toBe('ok')
    expect((await world.instances(id)).at(-1)?.machineCount).toBe(2)
  })

  test.each(['pause', 'cancel'] as const)('the way out: %s the run, and it is done', async (command) => {
    const { id, runId } = await midRun(1)
    await commandRun(world.engine.allocation, runId, command)
    expect(await world.ask(id, { kind: 'recycle', instanceIds: await idsOf(id) })).toBe('ok')
    expect((await world.instances(id)).every((one) => one.machineCount >= 2)).toBe(true)
  })

  test('VMs are followed before they go: the room that was counted is what limits', async () => {
    world = await runWorld(azureInventory(), { startMs: 20, stopMs: 20, operationMs: 5 })
    const id = await world.create(
      azureGroupConfig({
        capacity: { minimum: 0, target: 3, maximum: 6 },
        interfaces: [azureNic({ pool: '10.20.1.40-45' })],
      }),
    )
    await begin(id, 0, 1)
    const vms = (await world.store.groupSnapshot(id))?.vms ?? []
    const waiting = vms.filter(({ replacesId }) => replacesId === null).map((vm) => vm.id)
    expect(await sentence(id, { kind: 'recycle', instanceIds: waiting })).toMatch(
      /It replaces 1 VM at a time, which is what it counted room for; 1 is being replaced, and this would make it 3\./,
    )
    const successor = vms.filter(({ replacesId }) => replacesId !== null).map((vm) => vm.id)
    expect(await sentence(id, { kind: 'recycle', instanceIds: successor })).toBe('allowed')
  })
})

describe('what the operator takes down by choice', () => {
  const warningsOf = async (id: string, intent: Intent): Promise<readonly string[]> => {
    const plan = await world.plan(id, intent)
    return plan.ok ? presentPlan(plan.value as Plan).warnings : [plan.refusal.kind]
  }
  const TOLD =
    'A rolling recycle is under way (batch 1 of 4) and allows 1 down at once: 1 is down, and with this 2 would be. Wait for it, or pause it first, if that is too many.'

  test.each(['pause', 'deallocate'] as const)(
    'to %s one more is allowed, and the plan says so',
    async (kind) => {
      const { id, runId } = await midRun(1)
      const instanceIds = [(await idsOf(id)).at(-1) ?? '']
      const intent: Intent =
        kind === 'pause' ? { kind, instanceIds } : { kind, instanceIds, afterwards: 'replace' }
      expect(await warningsOf(id, intent)).toContain(TOLD)
      await commandRun(world.engine.allocation, runId, 'pause')
      expect(await warningsOf(id, intent)).not.toContain(TOLD)
      expect(await world.ask(id, intent)).toBe('ok')
    },
  )

  test('a lower target says it too; within the limit nothing is said', async () => {
    const { id } = await midRun(1)
    const scale = { kind: 'scale', target: 3, resumePaused: true } as const
    expect(await warningsOf(id, scale)).toContain(TOLD)
    await world.close()
    const roomy = await midRun(2)
    expect(await warningsOf(roomy.id, scale)).toEqual([])
  })
})

test('a scheduled task that recycles is refused, told of, and dealt with', async () => {
  const { id } = await midRun(1)
  const task: ScheduledTask = {
    ...{ id: 'tsk-00000000aaaa', groupId: id, name: 'nightly', action: { kind: 'recycle' } },
    ...{ cron: '* * * * *', timeZone: 'UTC', enabled: true, createdAt: world.now(), dueAfter: world.now() },
    last: null,
  }
  const { allocation } = world.engine
  await writeTask(allocation, { tasksAdded: [task] })
  world.pass(61_000)
  await lookForDue(allocation, onProblem)
  const { last } = (await world.store.scheduledTask(task.id)) as ScheduledTask
  expect(last).toMatchObject({ result: 'refused' })
  expect(last?.sentence).toContain('A rolling recycle of cassandra-ring is under way')
  const [told] = await world.store.events({ groupId: id, limit: 1 })
  expect(told).toMatchObject({ kind: 'task-refused' })
})
