import { describe, expect, it } from 'vitest'
import type { WizardValues } from '@/lib/api/schemas/wizard'
import { EMPTY_WIZARD } from '@/lib/api/schemas/wizard-draft'
import { rebaseValues } from './rebase'

const group = (target: number, maximum: number, pool: string): WizardValues => ({
  ...EMPTY_WIZARD,
  general: { ...EMPTY_WIZARD.general, name: 'ring', capacity: { minimum: 0, target, maximum } },
  persistence: { ...EMPTY_WIZARD.persistence, privateIpPool: pool },
})

describe('B3 a group that changes while its form is open', () => {
  const before = group(2, 9, '10.0.1.10\n10.0.1.11\n')

  it('takes its untouched fields along, and leaves what was typed', () => {
    const typed: WizardValues = { ...before, general: { ...before.general, name: 'ring-2' } }
    const now = group(4, 20, '10.0.1.10\n10.0.1.11\n10.0.1.12\n')
    const { values, followed } = rebaseValues(before, typed, now)
    expect(followed).toEqual([
      'general.capacity.target',
      'general.capacity.maximum',
      'persistence.privateIpPool',
    ])
    expect(values).toEqual({ ...now, general: { ...now.general, name: 'ring-2' } })
  })

  it('a field that both changed stays as typed, also when half-typed', () => {
    const typed = group('3' as unknown as number, 9, '10.0.1.10\n10.0.1.11\n10.0.1.')
    const { values, followed } = rebaseValues(before, typed, group(4, 9, '10.0.1.10\n'))
    expect(followed).toEqual([])
    expect(values).toEqual(typed)
  })

  it('the same pool written in another way is not a change', () => {
    const now = group(2, 9, '10.0.1.10-11\n')
    expect(rebaseValues(before, before, now).followed).toEqual([])
  })
})
