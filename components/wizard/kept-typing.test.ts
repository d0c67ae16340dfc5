import { describe, expect, it } from 'vitest'
import { judgeKept } from './kept-typing'

const owner = { person: 'ada@example.org', groupId: null, draftId: 'draft-1' }
const kept = { ...owner, values: { general: { name: 'kafka' } } }

describe('what was typed last', () => {
  it.each([
    ['by the same person on the same draft', kept, { kind: 'ours', values: kept.values }],
    ['by somebody else', { ...kept, person: 'eve@example.org' }, { kind: 'drop' }],
    ['on another draft', { ...kept, draftId: 'draft-2' }, { kind: 'other' }],
    ['before anything was saved', { ...kept, draftId: null }, { kind: 'other' }],
    ['while editing a group', { ...kept, groupId: 'g1' }, { kind: 'other' }],
    ['in another shape', { values: kept.values }, { kind: 'drop' }],
    ['as nothing', null, { kind: 'drop' }],
  ])('%s', (_what, stored, judged) => {
    expect(judgeKept(JSON.stringify(stored), owner)).toEqual(judged)
  })

  it('is dropped where it cannot be read', () => {
    expect(judgeKept('{', owner)).toEqual({ kind: 'drop' })
  })
})
