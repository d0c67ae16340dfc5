import { describe, expect, it } from 'vitest'
import type { DraftRowView, GroupRowView, GroupsView } from '@/lib/api/views/groups'
import {
  asClause,
  keepRow,
  listRows,
  poolText,
  rowText,
  stateOrder,
  stepText,
  totalsSentence,
  whereText,
} from './groups-list-words'

const group = (part: Partial<GroupRowView> = {}): GroupRowView => ({
  id: 'g1',
  name: 'cassandra-ring',
  cloud: 'aws',
  cloudLabel: 'AWS',
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b'],
  capacity: { minimum: 0, target: 6, maximum: 8 },
  active: 6,
  paused: 0,
  busy: 0,
  failed: 0,
  pool: { size: 8, active: 6, paused: 0 },
  publicPool: { size: 0, taken: 0 },
  member: 'instance',
  lent: null,
  states: [{ tone: 'ok', text: 'All addresses held' }],
  lastEvent: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  ...part,
})

const draft: DraftRowView = {
  id: 'd1',
  groupId: null,
  name: '',
  cloudLabel: 'AWS',
  region: 'us-east-1',
  step: 'persistence',
  poolSize: 3,
  updatedAt: '2026-11-01T00:00:00.000Z',
}

const view = (part: Partial<GroupsView>): GroupsView => ({
  groups: [group()],
  drafts: [],
  totals: { active: 13, paused: 4, failed: 0, vms: 0 },
  ...part,
})

describe('totalsSentence', () => {
  it('says that all is well', () => {
    expect(totalsSentence(view({}))).toBe('13 instances active, 4 paused, every address accounted for')
    expect(totalsSentence(view({ totals: { active: 1, paused: 0, failed: 0, vms: 0 } }))).toBe(
      '1 instance active, every address accounted for',
    )
  })

  it('does not say so when a group is in trouble', () => {
    const bad = group({ states: [{ tone: 'bad', text: 'Interface deleted in AWS' }] })
    expect(totalsSentence(view({ groups: [bad] }))).toBe('13 instances active, 4 paused, 1 group in trouble')
    expect(totalsSentence(view({ totals: { active: 2, paused: 0, failed: 1, vms: 0 } }))).toBe(
      '2 instances active, 1 failed',
    )
  })

  it('says that there is nothing yet', () => {
    expect(totalsSentence(view({ groups: [] }))).toBe('No group yet')
    expect(totalsSentence(view({ groups: [], drafts: [draft] }))).toBe('No group yet, 1 draft')
  })
})

describe('rows', () => {
  it.each([
    [['us-east-1a', 'us-east-1b'], 'us-east-1a, 1b'],
    [['us-east-1c'], 'us-east-1c'],
    [[], 'us-east-1'],
    [['us-east-1a', 'use1-lax1-az1'], 'us-east-1a, use1-lax1-az1'],
  ])('where: %j → %s', (zones, text) => expect(whereText(group({ zones }))).toBe(text))

  it('say the pool in words', () => {
    expect(poolText({ size: 9, active: 2, paused: 4 })).toBe('6 of 9 held, 4 paused')
    expect(poolText({ size: 9, active: 0, paused: 9 })).toBe('9 of 9 held, all paused')
    expect(poolText({ size: 9, active: 9, paused: 0 })).toBe('9 of 9 held')
    expect(poolText({ size: 0, active: 0, paused: 0 })).toBe('No pool')
  })

  it('say a draft’s step', () => expect(stepText(draft)).toBe('Step 3 of 4, Persistence'))

  it('are kept by any of their states, region and drafts, and sorted with trouble first', () => {
    const [first, last] = listRows(view({ drafts: [draft] }))
    if (!first || !last) throw new Error('two rows')
    expect(keepRow(first, { state: 'ok', region: '', cloud: '' })).toBe(true)
    expect(keepRow(first, { state: 'draft', region: '', cloud: '' })).toBe(false)
    const both = group({
      states: [
        { tone: 'busy', text: '1 instance changing' },
        { tone: 'warn', text: '2 of 3 active' },
      ],
    })
    expect(keepRow({ kind: 'group', group: both }, { state: 'warn', region: '', cloud: '' })).toBe(true)
    expect(keepRow({ kind: 'group', group: both }, { state: 'busy', region: '', cloud: '' })).toBe(true)
    expect(keepRow({ kind: 'group', group: both }, { state: 'ok', region: '', cloud: '' })).toBe(false)
    expect(keepRow(last, { state: 'draft', region: 'us-east-1', cloud: '' })).toBe(true)
    expect(keepRow(last, { state: '', region: 'eu-west-1', cloud: '' })).toBe(false)
    expect(keepRow(last, { state: '', region: '', cloud: 'aws' })).toBe(true)
    expect(keepRow(first, { state: '', region: '', cloud: 'azure' })).toBe(false)
    expect(stateOrder(first)).toBeLessThan(stateOrder(last))
    expect(rowText(last)).toContain('Unnamed group')
  })
})

it.each([
  ['Resumed, 10.0.1.24', 'resumed, 10.0.1.24'],
  ['Elastic IP taken', 'Elastic IP taken'],
  ['ENI deleted', 'ENI deleted'],
  ['ssi-7f31 replaced', 'ssi-7f31 replaced'],
  ['', ''],
])('%s goes on as %s', (sentence, clause) => expect(asClause(sentence)).toBe(clause))
