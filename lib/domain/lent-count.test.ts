import { expect, test } from 'vitest'
import { address } from './address'
import type { NicConfig, PooledPersistence } from './group'
import { countLent } from './lent-count'
import { parsePool } from './pool'
import type { PooledVm, VmNic, VmState } from './pooled-vm'

const nic = (name: string, pool: string, publicIps: readonly string[]): NicConfig => ({
  ...{ name, subnetId: 's', primary: name === 'a', networkSecurityGroupId: null },
  ...{ applicationSecurityGroupIds: [], publicIp: publicIps.length > 0, publicIpPool: publicIps },
  privateIpPool: parsePool(pool).entries,
})

const persistence = (...interfaces: NicConfig[]): PooledPersistence => ({
  ...{ kind: 'pooled', resourceGroup: 'rg', zones: [], publicIpSku: 'standard', loadBalancerIds: [] },
  interfaces,
})

/** "pool dynamic": private and public of an interface. */
function has(name: string, text: string): VmNic {
  const [own, lent] = text.split(' ')
  const why = ''
  return {
    ...{ name, primary: name === 'a', subnetId: 's', interfaceId: null },
    private: { kind: own === 'pool' ? 'pool' : 'dynamic', address: address('10.0.0.9'), why },
    public: lent === 'pool' || lent === 'dynamic' ? { kind: lent, publicIpId: 'pip', why } : { kind: 'none' },
  }
}

const vm = (nics: readonly VmNic[], state: VmState = 'active') => ({ state, nics }) as PooledVm

test('Z5, Z6: all from pools, or something dynamic although there is a pool for it', () => {
  const config = persistence(nic('a', '10.0.0.9', ['pip']), nic('b', '', []))
  const vms = [
    vm([has('a', 'pool pool'), has('b', 'dynamic')]),
    vm([has('a', 'dynamic pool'), has('b', 'dynamic')]),
    vm([has('a', 'pool dynamic'), has('b', 'dynamic')]),
  ]
  expect(countLent(config, vms)).toEqual({ onPool: 1, dynamic: 2 })
})

test('only VMs that run count, and a group without pools has neither', () => {
  const one = [has('a', 'pool pool')]
  const config = persistence(nic('a', '10.0.0.9', ['pip']))
  expect(countLent(config, [vm(one, 'launching'), vm(one, 'leaving'), vm(one)])).toEqual({
    ...{ onPool: 1, dynamic: 0 },
  })
  expect(countLent(persistence(nic('a', '', [])), [vm([has('a', 'dynamic')])])).toEqual({
    ...{ onPool: 0, dynamic: 0 },
  })
})
