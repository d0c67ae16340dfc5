import { describe, expect, it } from 'vitest'
import { DRAFT_ROW, groupRow } from '@/lib/testing/group-rows'
import { GROUPS_PER_PAGE, groupsAsked, keepRow, pageOfGroups, rowText, stateOrder } from './group-list'
import type { DraftRowView, GroupRowView, ListRow } from './views/groups'

const one = (row: GroupRowView | DraftRowView): ListRow =>
  'cloud' in row ? { kind: 'group', group: row } : { kind: 'draft', draft: row }
const ask = (said: Record<string, string>) => groupsAsked((name) => said[name])

describe('rows of the list of groups', () => {
  it('are kept by any of their states, region and drafts, and sorted with trouble first', () => {
    const [first, last] = [one(groupRow()), one(DRAFT_ROW)]
    expect(keepRow(first, { state: 'ok', region: '', cloud: '' })).toBe(true)
    expect(keepRow(first, { state: 'draft', region: '', cloud: '' })).toBe(false)
    const both = groupRow({
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

describe('a page of the list', () => {
  const many = Array.from({ length: 2 * GROUPS_PER_PAGE + 30 }, (_, at) =>
    one(
      groupRow({
        id: `g${at}`,
        name: `ring-${at}`,
        active: at % 7,
        region: at % 2 ? 'us-east-1' : 'eu-west-1',
      }),
    ),
  )
  const all = [...many, one(DRAFT_ROW)]
  const names = (said: Record<string, string>) =>
    pageOfGroups(all, ask(said)).rows.map((row) => (row.kind === 'group' ? row.group.name : 'draft'))

  it('has the rows of its place, in the order asked for, drafts last', () => {
    expect(pageOfGroups(all, ask({}))).toMatchObject({ found: 231, page: 1, pages: 3 })
    expect(names({}).slice(0, 2)).toEqual(['ring-0', 'ring-1'])
    expect(names({ page: '3' })).toHaveLength(31)
    expect(names({ page: '3' }).at(-1)).toBe('draft')
    expect(names({ sort: '-name' })[0]).toBe('ring-229')
    expect(names({ sort: '-active', page: '3' }).at(-1)).toBe('draft')
    expect(names({ sort: 'colour' })[0]).toBe('ring-0')
  })

  it('is searched and filtered before it is cut, and never beyond the last', () => {
    expect(names({ q: 'ring-22 ' })).toEqual([
      'ring-22',
      ...Array.from({ length: 10 }, (_, n) => `ring-22${n}`),
    ])
    expect(pageOfGroups(all, ask({ region: 'eu-west-1', page: '9' }))).toMatchObject({ page: 2, pages: 2 })
    expect(pageOfGroups(all, ask({ q: 'nothing' }))).toEqual({ rows: [], found: 0, page: 1, pages: 1 })
  })

  it.each(['0', '-1', '1.5', 'x', ''])('%j is no page: the first one', (page) =>
    expect(ask({ page }).page).toBe(1),
  )
})
