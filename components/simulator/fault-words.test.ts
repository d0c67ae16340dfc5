import { expect, it } from 'vitest'
import { crashText, effectText, faultOf, NEW_FAULT, strikesText } from './fault-words'

it('makes a fault of what was typed', () => {
  expect(faultOf({ ...NEW_FAULT, operation: 'RunInstances', times: '3', percent: 25 })).toEqual({
    ok: true,
    fault: {
      operation: 'RunInstances',
      effect: 'error',
      code: 'InternalError',
      after: 0,
      remaining: 3,
      probability: 0.25,
    },
  })
  expect(faultOf({ ...NEW_FAULT, effect: 'throttle', code: '', untilRemoved: true, times: '' })).toEqual({
    ok: true,
    fault: { operation: '*', effect: 'throttle', code: null, after: 0, remaining: null, probability: 1 },
  })
})

it('kills once, after the calls that pass first, whatever was typed before', () => {
  const draft = { ...NEW_FAULT, operation: 'changing', after: '4', untilRemoved: true, times: '' }
  expect(faultOf({ ...draft, effect: 'crash-after' })).toEqual({
    ok: true,
    fault: {
      operation: 'changing',
      effect: 'crash-after',
      code: null,
      after: 4,
      remaining: 1,
      probability: 1,
    },
  })
})

it('says at each field what is wrong', () => {
  expect(faultOf({ ...NEW_FAULT, code: 'no code', after: -1, times: 0, percent: '1.5' })).toEqual({
    ok: false,
    problems: {
      code: 'A code looks like InsufficientInstanceCapacity.',
      after: 'Give a whole number from 0.',
      times: 'Give a whole number from 1.',
      percent: 'Give a whole number from 1 to 100.',
    },
  })
})

it('says what a fault does', () => {
  const fault = {
    operation: '*',
    effect: 'error',
    code: null,
    after: 0,
    remaining: null,
    probability: 1,
  } as const
  expect(effectText(fault)).toBe('Answers InternalError')
  expect(effectText({ ...fault, effect: 'timeout-after' })).toBe('Times out after the work is done')
  expect(strikesText(fault)).toBe('Every call, until removed')
  expect(strikesText({ ...fault, remaining: 1, probability: 0.25 })).toBe('25% of calls, once more')
  expect(crashText('crash-after')).toContain('after the work of that call is done')
  expect(effectText({ ...fault, effect: 'crash-before' })).toBe('Kills Holdfast before the work is done')
  expect(strikesText({ ...fault, after: 1, remaining: 1 })).toBe('Every call after the next one, once more')
  expect(strikesText({ ...fault, after: 4 })).toBe('Every call after the next 4, until removed')
})
