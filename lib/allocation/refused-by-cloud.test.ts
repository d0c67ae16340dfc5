import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { FLEET, GROUP_OF_SECURITY, groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'

let world: RunningWorld

beforeEach(async () => {
  world = await runWorld()
})

afterEach(() => world.close())

describe('what the cloud refuses', () => {
  const capacity = { minimum: 0, target: 1, maximum: 2 }

  test('a pause that is refused leaves the instance active, with the reason, and may be asked again', async () => {
    const id = await world.create(groupConfig({ pool: '10.0.1.40', capacity }), true)
    const [first] = await world.instances(id)
    const pause = { kind: 'pause', instanceIds: [first?.id ?? ''] } as const
    const refused = {
      operation: 'TerminateInstances',
      effect: 'error',
      code: 'UnauthorizedOperation',
      remaining: 1,
    } as const
    await world.control.setFaults([refused])
    await world.ask(id, pause)
    const [now] = await world.instances(id)
    expect(now).toMatchObject({ state: 'active', desired: 'active', machineId: first?.machineId })
    expect(now?.reason).toContain('UnauthorizedOperation')
    await world.ask(id, pause)
    expect((await world.instances(id))[0]).toMatchObject({ state: 'paused', reason: null })
  })

  test('A9: what the cloud would not let pause when target was lowered is tried again after a rest', async () => {
    const id = await world.create(groupConfig({ pool: '10.0.1.40', capacity }), true)
    await world.control.setFaults([
      { operation: 'TerminateInstances', effect: 'error', code: 'UnauthorizedOperation', remaining: 1 },
    ])
    await world.ask(id, { kind: 'scale', target: 0, resumePaused: false })
    const settled = async () => {
      await world.engine.settleDue()
      await world.settled()
      return (await world.instances(id))[0]
    }
    expect(await settled()).toMatchObject({ state: 'active', desired: 'active' })
    world.pass(59_000)
    expect(await settled()).toMatchObject({ state: 'active' })
    world.pass(2_000)
    expect(await settled()).toMatchObject({ state: 'paused', desired: 'paused', reason: null })
  })

  test('resuming once more what is to be paused when its resume has ended keeps it running', async () => {
    const id = await world.create(groupConfig({ capacity: { minimum: 0, target: 0, maximum: 2 } }))
    const config = groupConfig({ capacity })
    // Not waited for: each meets the resume that the edit began.
    const asked = [
      world.apply(id, { kind: 'edit', config }),
      world.apply(id, { kind: 'scale', target: 0, resumePaused: false }),
    ]
    await Promise.all(asked)
    const [one] = await world.instances(id)
    expect(one).toMatchObject({ state: 'resuming', desired: 'paused' })
    await world.apply(id, { kind: 'resume', instanceIds: [one?.id ?? ''] })
    await world.settled()
    expect((await world.instances(id))[0]).toMatchObject({ state: 'active', desired: 'active' })
    expect((await world.store.groupSnapshot(id))?.group.config.capacity.target).toBe(1)
  })

  test('A8: an Elastic IP that somebody took meanwhile is not taken back; the new machine runs without it', async () => {
    const id = await world.create(
      groupConfig({ pool: '10.0.1.40', capacity, publicIpPool: [PUBLIC_IPS[0].id] }),
      true,
    )
    const [first] = await world.instances(id)
    await world.control.associateElsewhere(PUBLIC_IPS[0].id)
    await world.control.interrupt({ machineIds: [first?.machineId ?? ''] })
    await world.engine.observe()
    await world.engine.idle()
    const [now] = await world.instances(id)
    expect(now).toMatchObject({
      state: 'active',
      publicIpId: PUBLIC_IPS[0].id,
      interfaceId: first?.interfaceId,
    })
    expect(now?.drift).toContain('Resource.AlreadyAssociated')
  })

  test('a group whose instances hold addresses stays in its VPC', async () => {
    const id = await world.create(groupConfig({ pool: '10.0.1.40', capacity }))
    const moved = groupConfig({
      virtualNetworkId: FLEET,
      subnetIds: [SUBNETS.fleet.id],
      compute: { ...groupConfig().compute, securityGroupIds: [GROUP_OF_SECURITY.fleet] },
      capacity,
    })
    expect(await world.ask(id, { kind: 'edit', config: moved })).toBe('network-fixed')
  })
})
