import { expect, it } from 'vitest'
import { afterInterruption, countMachines } from './machine-words'

const [aws, azure] = [{ cloud: 'aws' }, { cloud: 'azure' }] as const

it('counts machines in the words of their clouds', () => {
  expect(countMachines([aws])).toBe('1 instance')
  expect(countMachines([azure])).toBe('1 VM')
  expect(countMachines(Array.from({ length: 1200 }, () => azure))).toBe('1,200 VMs')
  expect(countMachines([aws, azure])).toBe('2 instances and VMs')
})

it('says what follows for each kind of group', () => {
  expect(afterInterruption([aws, aws])).toBe(
    'Holdfast replaces each instance and keeps its private IP, ENI and Elastic IP.',
  )
  expect(afterInterruption([aws, azure])).toContain('Holdfast launches another VM for each')
})
