import type { Promised } from './audit'
import type { EventRecord, MemberRecord, Record } from './record'
import type { Truth } from './truth'

/*
 * A small world in which all is well: a running instance with an Elastic IP, a paused one with its interface, one that
 * was deallocated, and a VM with a dynamic public IP.
 */

const member = (over: Partial<MemberRecord> & Pick<MemberRecord, 'id' | 'nics'>): MemberRecord => ({
  ...{ kind: 'instance', groupId: 'sig-ring', state: 'active', wanted: true, machineId: null, reason: null },
  ...over,
})

const hold = (ownerId: string, address: string, over: Partial<Record['holds'][number]> = {}) => ({
  ...{ subnetId: 'subnet-a', address, ownerKind: 'instance', ownerId, interfaceId: null, released: false },
  ...over,
})

let seq = 0
const event = (kind: string, memberId: string, over: Partial<EventRecord> = {}): EventRecord => {
  seq += 1
  return {
    ...{ seq, kind, memberId, requestId: 'req-1', subnetId: 'subnet-a' },
    ...{ address: null, interfaceId: null, publicIpId: null },
    ...over,
  }
}

export function soundRecord(): Record {
  seq = 0
  return {
    file: [],
    groups: [
      { id: 'sig-ring', name: 'ring', state: 'live', target: 1 },
      { id: 'sig-pool', name: 'pool', state: 'live', target: 1 },
    ],
    members: [
      member({
        ...{ id: 'ssi-runs', machineId: 'i-1' },
        nics: [{ subnetId: 'subnet-a', interfaceId: 'eni-1', address: '10.0.0.5', publicIpId: 'eip-1' }],
      }),
      member({
        ...{ id: 'ssi-sleeps', state: 'paused', wanted: false },
        nics: [{ subnetId: 'subnet-a', interfaceId: 'eni-2', address: '10.0.0.6', publicIpId: null }],
      }),
      member({
        ...{ id: 'ssi-left', state: 'deallocated', wanted: false },
        nics: [{ subnetId: 'subnet-a', interfaceId: null, address: '10.0.0.7', publicIpId: null }],
      }),
      member({
        ...{ id: 'vmi-runs', kind: 'vm', groupId: 'sig-pool', machineId: 'vm-1' },
        nics: [{ subnetId: 'subnet-a', interfaceId: 'nic-1', address: '10.0.0.8', publicIpId: 'pip-1' }],
      }),
    ],
    holds: [
      hold('ssi-runs', '10.0.0.5'),
      hold('ssi-sleeps', '10.0.0.6'),
      hold('ssi-left', '10.0.0.7', { released: true }),
      hold('vmi-runs', '10.0.0.8', { ownerKind: 'vm' }),
    ],
    publicHolds: [
      { publicIpId: 'eip-1', ownerId: 'ssi-runs', released: false },
      { publicIpId: 'pip-1', ownerId: 'vmi-runs', released: false },
    ],
    operations: [
      {
        ...{ id: 'op-1', kind: 'resume', memberId: 'ssi-runs', state: 'done', step: null },
        endedAt: '2026-11-03T09:00:00.000Z',
      },
    ],
    events: [
      event('instance-created', 'ssi-runs', { address: '10.0.0.5' }),
      event('instance-created', 'ssi-sleeps', { address: '10.0.0.6' }),
      event('instance-created', 'ssi-left', { address: '10.0.0.7' }),
      event('public-ip-taken', 'ssi-runs', { publicIpId: 'eip-1' }),
      event('address-released', 'ssi-left', { address: '10.0.0.7' }),
      event('interface-created', 'vmi-runs', { address: '10.0.0.8', interfaceId: 'nic-1' }),
      event('public-ip-created', 'vmi-runs', { publicIpId: 'pip-1' }),
    ],
    requests: [{ key: 'req-1', groupId: 'sig-ring', changed: true }],
  }
}

export const soundTruth = (): Truth => ({
  interfaces: [
    { id: 'eni-1', subnetId: 'subnet-a', addresses: ['10.0.0.5'], machineId: 'i-1', tag: 'ssi-runs' },
    { id: 'eni-2', subnetId: 'subnet-a', addresses: ['10.0.0.6'], machineId: null, tag: 'ssi-sleeps' },
    { id: 'nic-1', subnetId: 'subnet-a', addresses: ['10.0.0.8'], machineId: 'vm-1', tag: 'vmi-runs' },
    { id: 'eni-foreign', subnetId: 'subnet-a', addresses: ['10.0.0.99'], machineId: 'i-9', tag: null },
  ],
  machines: [
    { id: 'i-1', isRunning: true, interfaceId: 'eni-1', tag: 'ssi-runs' },
    { id: 'vm-1', isRunning: true, interfaceId: 'nic-1', tag: 'vmi-runs' },
  ],
  publicIps: [
    { id: 'eip-1', interfaceId: 'eni-1', tag: null },
    { id: 'eip-free', interfaceId: null, tag: null },
    { id: 'pip-1', interfaceId: 'nic-1', tag: 'vmi-runs' },
  ],
})

export const soundPromises = (): Promised => ({
  acknowledged: [{ requestKey: 'req-1', groupId: 'sig-ring', target: 1 }],
  identities: new Map([
    ['ssi-runs', { address: '10.0.0.5', interfaceId: 'eni-1', publicIpId: 'eip-1' }],
    ['ssi-sleeps', { address: '10.0.0.6', interfaceId: 'eni-2', publicIpId: null }],
  ]),
})
