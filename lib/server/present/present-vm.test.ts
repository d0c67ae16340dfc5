import { describe, expect, test } from 'vitest'
import type { VmRow } from '@/lib/allocation/ports/group-rows'
import { address } from '@/lib/domain/address'
import type { Operation, Step } from '@/lib/domain/operation'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import { nicConfig, pooledConfig, pooledSubnet } from '@/lib/testing/pooled-configs'
import { presentVms } from './present-vm'

const WEB = pooledSubnet('web', '10.0.0.0/24')
const CONFIG = pooledConfig([nicConfig(WEB, { publicIp: true, publicIpPool: ['pip'] })], 1)
const AT = '2026-11-03T09:00:00.000Z'

const vm = (change: Partial<PooledVm> = {}): PooledVm => ({
  ...{ id: 'vmi-000000000001', groupId: 'g', ordinal: 1, state: 'active', wanted: true, replacesId: null },
  ...{ zone: '1', machineId: 'vm-1', machineCount: 1, reason: null, drift: null },
  failedReleases: 0,
  ...{ stateSince: AT, createdAt: AT },
  nics: [
    {
      ...{ name: 'eth0', primary: true, subnetId: 's', interfaceId: 'nic' },
      private: { kind: 'pool', address: address('10.0.0.9'), why: 'First.' },
      public: { kind: 'dynamic', publicIpId: 'pip', fellBack: true, why: 'None was free.' },
    },
    {
      ...{ name: 'eth1', primary: false, subnetId: 's', interfaceId: null },
      private: { kind: 'dynamic', address: null, fellBack: false, why: 'No pool.' },
      public: { kind: 'undecided' },
    },
  ],
  ...change,
})

const row = (change: Partial<PooledVm> = {}, operation: Operation | null = null): VmRow => ({
  ...{ vm: vm(change), publicAddresses: ['52.0.0.1', null], operation },
})

const working = (...steps: Step[]): Operation => ({
  ...{ id: 'op', kind: 'launch-vm', groupId: 'g', instanceId: 'vmi-000000000001', requestId: 'r', steps },
  ...{ cursor: 0, phase: 'started', state: 'running', attempts: 0, notBefore: null, lastError: null },
  ...{ createdAt: AT, endedAt: null, oldMachineId: null, keepInterface: false },
})

const one = (...rows: VmRow[]) => {
  const [first] = presentVms(rows, CONFIG)
  if (!first) throw new Error('one VM')
  return first
}

test('an interface says what it has, static or dynamic, and why', () => {
  expect(one(row()).nics).toEqual([
    {
      ...{ name: 'eth0', primary: true, subnetId: 's', interfaceId: 'nic' },
      private: { kind: 'pool', address: '10.0.0.9', why: 'First.' },
      publicIp: { kind: 'dynamic', id: 'pip', address: '52.0.0.1', why: 'None was free.' },
    },
    {
      ...{ name: 'eth1', primary: false, subnetId: 's', interfaceId: null },
      private: { kind: 'dynamic', address: null, why: 'No pool.' },
      publicIp: { kind: 'undecided' },
    },
  ])
})

test('it says whether something is dynamic that could be from a pool', () => {
  expect(one(row()).lent).toBe('dynamic')
  const bare = row().vm.nics.map((nic) => ({
    ...nic,
    private: { kind: 'dynamic', address: null, fellBack: false, why: 'No pool.' } as const,
    public: { kind: 'none' } as const,
  }))
  expect(one(row({ nics: bare })).lent).toBeNull()
})

describe('a VM as a sentence', () => {
  test.each<[Partial<PooledVm>, string, string]>([
    [{}, 'ok', 'Active'],
    [{ state: 'launching' }, 'busy', 'Launching'],
    [{ state: 'placed' }, 'busy', 'Placed'],
    [{ state: 'leaving', wanted: false }, 'busy', 'Leaving'],
    [{ state: 'leaving', wanted: false, reason: 'No.' }, 'bad', 'Leaving, could not be removed'],
    [{ state: 'failed', reason: 'No capacity.' }, 'bad', 'Failed to launch'],
    [{ drift: 'Its interface was deleted.' }, 'bad', 'Active, drifted'],
    [{ state: 'launching', wanted: false }, 'busy', 'Launching, then leaves'],
  ])('%o', (change, tone, text) => expect(one(row(change)).sentence).toEqual({ tone, text }))

  test('one whose place another takes says which, and cannot be asked for more', () => {
    const successor = row({ id: 'vmi-000000000002', ordinal: 2, replacesId: 'vmi-000000000001' })
    const old = one(row({ wanted: false }), successor)
    expect(old.sentence.text).toBe('Active, being replaced')
    expect(old.replacedById).toBe('vmi-000000000002')
    expect(old.can.replace).toBe('It is being replaced already: it leaves once vmi-000000000002 runs.')
    expect(old.can.remove).toBe(old.can.replace)
  })

  test('the button says why not, in the words of the verb behind it', () => {
    expect(one(row()).can).toEqual({ replace: null, remove: null })
    expect(one(row({ state: 'launching' })).can).toEqual({
      replace:
        'Only a VM that is waiting for its public IPs, active or failed can be replaced; this one is being launched.',
      remove: null,
    })
    expect(one(row({ state: 'leaving', wanted: false })).can.remove).toBe('It is leaving already.')
  })
})

test('the work under way names the interface, and of which sort what it makes is', () => {
  const text = (...steps: Step[]) => one(row({}, working(...steps))).work?.text
  expect(text('create-interface:eth0')).toBe('Creating the NIC of eth0 with a static address')
  expect(text('create-interface:eth1')).toBe('Creating the NIC of eth1 with a dynamic address')
  expect(text('delete-public-ip:eth0')).toBe('Deleting the dynamic public IP of eth0')
  expect(text('launch')).toBe('Launching the VM')
  expect(text()).toBe('Finishing')
})
