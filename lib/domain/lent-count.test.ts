import { expect, test } from 'vitest'
import { address } from './address'
import { countLent } from './lent-count'
import type { PooledVm, VmNic, VmState } from './pooled-vm'

/** "pool dynamic": private and public of an interface. */
function has(name: string, text: string): VmNic {
  const [own, lent] = text.split(' ')
  const why = ''
  const dynamic = { kind: 'dynamic', fellBack: !text.endsWith('by choice'), why } as const
  return {
    ...{ name, primary: name === 'a', subnetId: 's', interfaceId: null },
    private:
      own === 'pool' ? { kind: own, address: address('10.0.0.9'), why } : { ...dynamic, address: null },
    public:
      lent === 'pool'
        ? { kind: lent, publicIpId: 'pip', why }
        : lent === 'dynamic'
          ? { ...dynamic, publicIpId: 'pip' }
          : { kind: 'none' },
  }
}

const vm = (nics: readonly VmNic[], state: VmState = 'active') => ({ state, nics }) as PooledVm

test('Z5, Z6: all from pools, or something dynamic although there is a pool for it', () => {
  const other = has('b', 'dynamic by choice')
  const vms = [
    vm([has('a', 'pool pool'), other]),
    vm([has('a', 'dynamic pool'), other]),
    vm([has('a', 'pool dynamic'), other]),
  ]
  expect(countLent(vms)).toEqual({ onPool: 1, dynamic: 2 })
})

test('only VMs that run count, and what has no pool is neither', () => {
  const one = [has('a', 'pool pool')]
  expect(countLent([vm(one, 'launching'), vm(one, 'leaving'), vm(one)])).toEqual({ onPool: 1, dynamic: 0 })
  expect(countLent([vm([has('a', 'dynamic by choice')])])).toEqual({ onPool: 0, dynamic: 0 })
})
