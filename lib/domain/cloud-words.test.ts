import { expect, test } from 'vitest'
import { CLOUDS } from './cloud-rules'
import { atStart, many, oneOrMany, startsWithName, withArticle, wordsOf } from './cloud-words'

test('a word takes the form that its place in a sentence asks for', () => {
  expect(many('Elastic IP')).toBe('Elastic IPs')
  expect(oneOrMany(1, 'VPC')).toBe('VPC')
  expect(oneOrMany(0, 'VPC')).toBe('VPCs')
  expect(withArticle('ENI')).toBe('an ENI')
  expect(withArticle('security group')).toBe('a security group')
  expect(atStart('security group')).toBe('Security group')
  expect(atStart('ENI')).toBe('ENI')
})

test.each([
  ['Elastic IP taken', true],
  ['AWS refused it', true],
  ['Instance created', false],
  ['Subnet is full', false],
  ['', false],
])('%s begins with a name: %s', (sentence, begins) => expect(startsWithName(sentence)).toBe(begins))

test('common nouns are kept as they stand inside a sentence', () => {
  for (const cloud of CLOUDS)
    for (const kind of ['subnet', 'machine', 'securityGroup'] as const) {
      const word = wordsOf(cloud)[kind]
      // An abbreviation is a name: "VM".
      expect([word.toLowerCase(), word.toUpperCase()]).toContain(word)
    }
})
