import { describe, expect, it } from 'vitest'
import type { NicView, PublicIpOfNic, VmView } from '@/lib/api/views/vms'
import { wordsOf } from '@/lib/domain/cloud-words'
import { actionTitle, chooseForAction } from './bulk-action'
import { besideVm, spareOf, vmColumns } from './vm-columns'
import { privateTag, publicTag, publicText, vmKind } from './vm-words'

const words = wordsOf('azure')
const VMS = vmKind(words)
const RG = '/subscriptions/1/resourcegroups/net/providers/microsoft.network/publicipaddresses'

const nic = (name: string, address: string | null, publicIp: PublicIpOfNic = { kind: 'none' }): NicView => ({
  ...{ name, primary: name === 'eth0', subnetId: '/subscriptions/1/subnets/web', interfaceId: null },
  private: { kind: address === null ? 'dynamic' : 'pool', address, why: '' },
  publicIp,
})

const vm = (part: Partial<VmView> = {}): VmView => ({
  ...{ id: 'vmi-1', groupId: 'g', cloud: 'azure', ordinal: 1, state: 'active', wanted: true, zone: '3' },
  ...{ sentence: { tone: 'ok', text: 'Active' }, machineId: null, machineCount: 1, replacesId: null },
  ...{ replacedById: null, reason: null, drift: null, lent: 'onPool', work: null },
  ...{ stateSince: '2026-11-01T00:00:00.000Z', createdAt: '2026-11-01T00:00:00.000Z' },
  nics: [nic('eth0', '10.0.0.4', { kind: 'pool', id: '/a/pip-a', address: '20.0.0.1', why: '' })],
  can: { replace: null, remove: null },
  ...part,
})

describe('a VM', () => {
  it('is found by anything it has', () => {
    const text = VMS.text(vm())
    for (const part of ['vmi-1', 'zone 3', '10.0.0.4', 'Static', '20.0.0.1', 'Pool', 'web'])
      expect(text).toContain(part)
  })

  it('is kept by the filters that fit', () => {
    const kept = (one: VmView) => VMS.filters.filter(({ keeps }) => keeps(one)).map(({ value }) => value)
    expect(kept(vm())).toEqual(['active', 'pool'])
    expect(kept(vm({ lent: 'dynamic', wanted: false }))).toEqual(['active', 'changing', 'dynamic'])
    expect(kept(vm({ state: 'failed', sentence: { tone: 'bad', text: 'Failed' } }))).toEqual([
      'trouble',
      'pool',
    ])
  })

  it('says what stands in the place of an address that is not there', () => {
    const lent = (kind: 'pool' | 'dynamic', id: string | null, address: string | null) =>
      publicText({ kind, id, address, why: '' })
    expect(publicText({ kind: 'none' })).toBe('None')
    expect(publicText({ kind: 'undecided' })).toBe('When its zone is known')
    expect(lent('dynamic', null, null)).toBe('Being made')
    expect(lent('pool', `${RG}/pip-a`, null)).toBe('pip-a')
    expect(lent('pool', '/a/pip-a', '20.0.0.1')).toBe('20.0.0.1')
    expect([privateTag(nic('a', null).private), privateTag(nic('a', '10.0.0.4').private)]).toEqual([
      'Dynamic',
      'Static',
    ])
    expect(publicTag({ kind: 'pool', id: null, address: null, why: '' })).toBe('Pool')
  })

  it('is acted on with those that can, and the others say why not', () => {
    const leaving = vm({
      id: 'vmi-2',
      can: { replace: 'It is leaving already.', remove: 'It is leaving already.' },
    })
    const choice = chooseForAction(VMS, 'replace', [vm(), leaving])
    expect(choice.able.map(({ id }) => id)).toEqual(['vmi-1'])
    expect(choice.note).toBe('1 of 2 can be replaced. vmi-2: It is leaving already.')
    expect(actionTitle(VMS, 'remove', ['vmi-1', 'vmi-2'])).toBe('Remove 2 VMs')
  })
})

describe('the columns', () => {
  const headers = (nics: readonly string[], zonal: boolean, lending = 1) =>
    vmColumns(words, { nics, zonal, lending }).map(({ header }) => header)

  it('are one per interface while there is room, and one for all where there is none', () => {
    expect(headers(['eth0'], false)).toEqual(['VM', 'State', 'Private IP', 'Public IP', 'Created'])
    expect(headers(['eth0', 'eth1'], true)).toEqual([
      ...['VM', 'State', 'Zone', 'Private IP, eth0', 'Private IP, eth1', 'Public IP', 'Created'],
    ])
    expect(headers(['a', 'b', 'c', 'd'], true)).toContain('Private IPs')
    expect(headers(['eth0'], false, 0)).not.toContain('Public IP')
  })

  it('beside the inspector, and those that go first, are columns that exist', () => {
    for (const nics of [['eth0'], ['eth0', 'eth1'], ['a', 'b', 'c', 'd']]) {
      const ids = vmColumns(words, { nics, zonal: true, lending: 1 }).map(({ id }) => id)
      for (const id of besideVm(nics)) expect(ids).toContain(id)
      expect(ids.filter((id) => !spareOf(nics).includes(id)).length).toBeGreaterThan(3)
    }
  })

  it('sort by value, and what has none comes last', () => {
    const columns = vmColumns(words, { nics: ['eth0'], zonal: true, lending: 1 })
    const value = (id: string, one: VmView) => columns.find((column) => column.id === id)?.sortValue(one)
    const none = vm({ zone: null, nics: [nic('eth0', null)] })
    for (const id of ['zone', 'private.eth0', 'publicIp'])
      expect(String(value(id, vm())) < String(value(id, none)), id).toBe(true)
  })
})
