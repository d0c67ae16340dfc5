import { expect, test } from 'vitest'
import { EMPTY_WIZARD } from '@/lib/api/schemas/wizard-draft'
import { fieldOfPath, stepOfPath } from './fields'
import {
  countByStep,
  describeProblems,
  firstToMend,
  flattenErrors,
  mergeProblems,
  problemAt,
} from './problems'
import { findSchemaProblems, findStepProblems } from './step-schemas'
import { rememberTold, stillTold } from './told'

test('a path belongs to its field and its step', () => {
  expect(fieldOfPath('compute.instanceTypes.2')).toBe('compute.instanceTypes')
  expect(fieldOfPath('general.capacity.target')).toBe('general.capacity.target')
  expect(stepOfPath('persistence.overflow')).toBe('persistence')
  expect(stepOfPath('')).toBe('review')
})

test('the form’s tree of errors becomes a list, one per field, in the order of the screen', () => {
  const errors = {
    persistence: {
      coolingSeconds: { type: 'x', message: 'Rest is a whole number.', ref: { name: 'r', message: 'no' } },
    },
    general: { capacity: { maximum: { message: 'Too low.' } }, name: { message: 'Give the group a name.' } },
    compute: { instanceTypes: [undefined, { message: 'Looks like m6i.large.' }] },
  }
  expect(mergeProblems(flattenErrors(errors)).map((problem) => problem.path)).toEqual([
    'general.name',
    'general.capacity.maximum',
    'compute.instanceTypes',
    'persistence.coolingSeconds',
  ])
})

test('the summary counts per step and leads to the first, on the open step if it has one', () => {
  const problems = mergeProblems(
    [problemAt('general.name', 'a'), problemAt('persistence.privateIpPool', 'b')],
    [problemAt('general.name', 'told again')],
  )
  expect(describeProblems(problems)).toBe('2 things to mend: 1 in General, 1 in Persistence')
  expect(describeProblems(problems.slice(0, 1))).toBe('1 thing to mend: 1 in General')
  expect(describeProblems([])).toBeNull()
  expect(countByStep(problems).persistence).toBe(1)
  expect(firstToMend(problems, 'persistence')?.path).toBe('persistence.privateIpPool')
  expect(firstToMend(problems, 'compute')?.path).toBe('general.name')
})

test('each step is judged by its own schema', () => {
  expect(findStepProblems('general', EMPTY_WIZARD).map((problem) => problem.path)).toEqual([
    'general.name',
    'general.virtualNetworkId',
    'general.subnetIds',
  ])
  const none = { ...EMPTY_WIZARD.persistence, maintainPrivateIp: false }
  expect(findStepProblems('persistence', { ...EMPTY_WIZARD, persistence: none })).toEqual([
    problemAt('persistence.maintainPrivateIp', 'At least one persistence feature has to be selected.'),
  ])
  expect(new Set(findSchemaProblems(EMPTY_WIZARD).map((problem) => problem.step))).toEqual(
    new Set(['general', 'compute']),
  )
})

test('what the server told stands until its field changes', () => {
  const told = rememberTold([problemAt('general.name', 'Taken.')], EMPTY_WIZARD)
  expect(stillTold(told, EMPTY_WIZARD)).toHaveLength(1)
  const renamed = { ...EMPTY_WIZARD, general: { ...EMPTY_WIZARD.general, name: 'other' } }
  expect(stillTold(told, renamed)).toEqual([])
})
