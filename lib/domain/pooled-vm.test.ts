import { expect, test } from 'vitest'
import { VM_ACTIONS, VM_STATES, vmCan } from './pooled-vm'

test.each([
  ['launching', 'no', 'yes'],
  ['placed', 'yes', 'yes'],
  ['active', 'yes', 'yes'],
  ['leaving', 'already', 'already'],
  ['failed', 'yes', 'yes'],
] as const)('a VM that is %s: replace %s, remove %s', (state, replace, remove) => {
  const word = (action: (typeof VM_ACTIONS)[number]) => {
    const can = vmCan(action, { state, wanted: true })
    return typeof can === 'string' ? can : 'no'
  }
  expect(VM_ACTIONS.map(word)).toEqual([replace, remove])
})

test('one that only waits for its successor is on its way out already, whatever its state', () => {
  for (const state of VM_STATES)
    for (const action of VM_ACTIONS) expect(vmCan(action, { state, wanted: false })).toBe('already')
})

test('a refusal says from which states it is possible', () => {
  expect(vmCan('replace', { state: 'launching', wanted: true })).toEqual({
    no: ['placed', 'active', 'failed'],
  })
})
