import { expect, it } from 'vitest'
import { nth } from './ordinal'

it.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [12, '12th'],
  [21, '21st'],
  [113, '113th'],
  [1002, '1,002nd'],
])('%i is the %s', (number, text) => expect(nth(number)).toBe(text))
