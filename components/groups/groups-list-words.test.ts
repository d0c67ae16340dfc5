import { describe, expect, it } from 'vitest'
import type { GroupsView } from '@/lib/api/views/groups'
import { DRAFT_ROW, groupRow } from '@/lib/testing/group-rows'
import { asClause, poolText, stepText, totalsSentence, whereText } from './groups-list-words'

const TOTALS = {
  ...{ groups: 1, drafts: 0, active: 13, paused: 4, failed: 0, vms: 0, vm: 'VM', troubled: 0 },
} satisfies GroupsView['totals']
const said = (part: Partial<GroupsView['totals']>) => totalsSentence({ totals: { ...TOTALS, ...part } })

describe('totalsSentence', () => {
  it('says that all is well', () => {
    expect(said({})).toBe('13 instances active, 4 paused, every address accounted for')
    expect(said({ active: 1, paused: 0 })).toBe('1 instance active, every address accounted for')
    expect(said({ active: 0, paused: 0, vms: 2 })).toBe('2 VMs active, every address accounted for')
  })

  it('does not say so when a group is in trouble', () => {
    expect(said({ troubled: 1 })).toBe('13 instances active, 4 paused, 1 group in trouble')
    expect(said({ active: 2, paused: 0, failed: 1 })).toBe('2 instances active, 1 failed')
  })

  it('says that there is nothing yet', () => {
    expect(said({ groups: 0 })).toBe('No group yet')
    expect(said({ groups: 0, drafts: 1 })).toBe('No group yet, 1 draft')
  })
})

describe('rows', () => {
  it.each([
    [['us-east-1a', 'us-east-1b'], 'us-east-1a, 1b'],
    [['us-east-1c'], 'us-east-1c'],
    [[], 'us-east-1'],
    [['us-east-1a', 'use1-lax1-az1'], 'us-east-1a, use1-lax1-az1'],
  ])('where: %j → %s', (zones, text) => expect(whereText(groupRow({ zones }))).toBe(text))

  it('say the pool in words', () => {
    expect(poolText({ size: 9, active: 2, paused: 4 })).toBe('6 of 9 held, 4 paused')
    expect(poolText({ size: 9, active: 0, paused: 9 })).toBe('9 of 9 held, all paused')
    expect(poolText({ size: 9, active: 9, paused: 0 })).toBe('9 of 9 held')
    expect(poolText({ size: 0, active: 0, paused: 0 })).toBe('No pool')
  })

  it('say a draft’s step', () => expect(stepText(DRAFT_ROW)).toBe('Step 3 of 4, Persistence'))
})

it.each([
  ['Resumed, 10.0.1.24', 'resumed, 10.0.1.24'],
  ['Elastic IP taken', 'Elastic IP taken'],
  ['ENI deleted', 'ENI deleted'],
  ['ssi-7f31 replaced', 'ssi-7f31 replaced'],
  ['', ''],
])('%s goes on as %s', (sentence, clause) => expect(asClause(sentence)).toBe(clause))
