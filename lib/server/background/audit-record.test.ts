import { expect, it } from 'vitest'
import { auditRecord } from './audit-record'

const REPORT = { live: 4, events: 9, operations: 0, rules: 12, findings: [] }

async function told(of: { newest: () => Promise<void>; rules: () => Promise<typeof REPORT> }) {
  const lines: string[] = []
  const log = {
    info: (_: object, words: string) => void lines.push(`info ${words}`),
    error: (_: object, words: string) => void lines.push(`error ${words}`),
  }
  await auditRecord({ store: { auditRules: of.rules }, ledger: { checkNewest: of.newest }, log })
  return lines
}

const fails = () => Promise.reject(new Error('the thread has ended'))

it('reads the record against its rules, also where the newest events could not be followed', async () => {
  expect(await told({ newest: async () => {}, rules: async () => REPORT })).toEqual([
    'info the record is as it must be',
  ])
  expect(await told({ newest: fails, rules: async () => REPORT })).toEqual([
    'error the newest events could not be followed',
    'info the record is as it must be',
  ])
  expect(await told({ newest: fails, rules: fails })).toEqual([
    'error the newest events could not be followed',
    'error the record could not be audited',
  ])
})
