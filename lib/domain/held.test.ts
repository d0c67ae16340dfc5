import { describe, expect, it } from 'vitest'
import { type HeldThing, heldCan, heldTotals, yearlyCost } from './held'

const thing = (part: Partial<HeldThing> = {}): HeldThing => ({
  ...{ what: 'interface', id: 'eni-1', cloud: 'aws', address: '10.0.1.7', subnetId: 'subnet-1' },
  owner: { kind: 'kept', groupName: 'ring' },
  ...{ why: 'kept', since: null, machineId: null, problem: null, addresses: 1 },
  ...part,
})

const of = (instanceId: string): HeldThing['owner'] => ({
  ...{ kind: 'instance', groupId: 'g', groupName: 'ring', instanceId },
})
const publicIp = (part: Partial<HeldThing>): HeldThing =>
  thing({ what: 'public-ip', id: 'eipalloc-1', subnetId: null, addresses: 0, ...part })

describe('what can be done about something that is held', () => {
  it.each([
    ['a kept interface', thing(), ['adopt', 'delete']],
    ['an orphaned one', thing({ owner: { kind: 'tagged', instanceId: 'ssi-1' } }), ['adopt', 'delete']],
    ['one that is attached', thing({ machineId: 'i-1' }), []],
    ['one with two addresses', thing({ addresses: 2 }), ['delete']],
    ['one of a paused instance', thing({ owner: of('ssi-1') }), ['release']],
    ['one of a running, retained instance', thing({ owner: of('ssi-1'), machineId: 'i-1' }), []],
    ['one of a VM', thing({ owner: of('vmi-1') }), []],
    [
      'a public IP of a paused instance',
      publicIp({ owner: of('ssi-1'), why: 'paused' }),
      ['release', 'give-back'],
    ],
    ['one of an instance in error', publicIp({ owner: of('ssi-1'), why: 'failed' }), ['release']],
    ['a free member of a pool', publicIp({ owner: { kind: 'pool', groupId: 'g', groupName: 'ring' } }), []],
    [
      'one that was made for a VM that is gone',
      publicIp({ owner: { kind: 'tagged', instanceId: 'vmi-1' } }),
      ['delete'],
    ],
    ['somebody else’s', publicIp({ owner: { kind: 'nobody' } }), []],
  ] as const)('%s', (_, one, able) => {
    const actions = ['release', 'give-back', 'adopt', 'delete'] as const
    expect(actions.filter((action) => heldCan(action, one, false) === null)).toEqual(able)
    expect(actions.map((action) => heldCan(action, one, true))).toEqual(actions.map(() => 'being-deleted'))
  })
})

describe('what it costs', () => {
  const prices = { interfacePerHour: 0.001, publicIpPerHour: 0.005 }

  it('is the price of every hour of a year', () => {
    expect(yearlyCost(publicIp({}), prices)).toBeCloseTo(43.8)
    expect(yearlyCost(thing(), prices)).toBeCloseTo(8.76)
  })

  it('is counted of what nobody runs behind', () => {
    const running = publicIp({ owner: of('ssi-1'), machineId: 'i-1', why: 'retained' })
    const totals = heldTotals([thing(), publicIp({}), running], prices)
    expect(totals).toMatchObject({ interfaces: 1, publicIps: 1 })
    expect(totals.yearly).toBeCloseTo(52.56)
  })
})
