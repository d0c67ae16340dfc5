import { expect, it } from 'vitest'
import { auditVerdict } from './audit-dependencies.mjs'

const answer = (vulnerabilities: Record<string, number>, found: Record<string, unknown> = {}): string =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities: found, metadata: { vulnerabilities } })

it('packages of which nothing grave is known pass', () => {
  const { counts, sentence } = auditVerdict(answer({ low: 2, moderate: 1, high: 0, critical: 0, total: 3 }))
  expect(counts).toEqual({ passed: 1, failed: 0, skipped: 0 })
  expect(sentence).toBe('Nothing grave is known of the packages; 3 of less weight.')
})

it('a grave one fails, and is named', () => {
  const found = { a: { name: 'a', severity: 'critical' }, b: { name: 'b', severity: 'low' } }
  const { counts, sentence } = auditVerdict(answer({ low: 1, high: 0, critical: 1, total: 2 }, found))
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(sentence).toBe('Grave: a (critical). "npm audit --omit=dev" tells more.')
})

it.each([
  [
    'a registry that does not offer it',
    JSON.stringify({ message: '405 Method Not Allowed', error: { summary: '' } }),
  ],
  ['no registry', JSON.stringify({ message: 'getaddrinfo ENOTFOUND', error: {} })],
  ['an answer that broke off', '{"auditReportVersion": 2, '],
  ['nothing', ''],
])('%s is skipped, and neither passes nor fails', (_, printed) => {
  const { counts, sentence } = auditVerdict(printed)
  expect(counts).toEqual({ passed: 0, failed: 0, skipped: 1 })
  expect(sentence).toMatch(/^Skipped: /)
})
