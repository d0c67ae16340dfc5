import { describe, expect, it } from 'vitest'
import { type ScaleMode, scaleTarget } from './scale-target'

const capacity = { minimum: 1, target: 3, maximum: 8 }

describe('scaleTarget', () => {
  it.each<[ScaleMode, string | number, number]>([
    ['to', 5, 5],
    ['to', '8', 8],
    ['up', 2, 5],
    ['down', 2, 1],
    ['up', 0, 3],
  ])('%s %s is target %i', (mode, amount, target) => {
    expect(scaleTarget({ mode, amount }, capacity, 'instance')).toEqual({ ok: true, target })
  })

  it.each<[ScaleMode, string | number, string]>([
    ['to', '', 'Target is a whole number.'],
    ['to', '2.5', 'Target is a whole number.'],
    ['up', 'x', 'The number of instances is a whole number.'],
    ['to', -1, 'Target is 0 or more.'],
    ['to', 9, 'Target 9 is above maximum 8. Choose 8, or raise maximum in Edit.'],
    ['up', 6, 'That makes target 9, which is above maximum 8. Choose 5 at most, or raise maximum in Edit.'],
    ['to', 0, 'Target 0 is below minimum 1. Choose 1, or lower minimum in Edit.'],
    ['down', 3, 'That makes target 0, which is below minimum 1. Choose 2 at most, or lower minimum in Edit.'],
    ['down', 4, 'Target is 3: it cannot be lowered by 4.'],
  ])('%s %s: %s', (mode, amount, sentence) => {
    expect(scaleTarget({ mode, amount }, capacity, 'instance')).toEqual({ ok: false, sentence })
  })
})
