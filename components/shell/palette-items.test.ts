import { describe, expect, it } from 'vitest'
import type { GroupRowView } from '@/lib/api/views/groups'
import type { SearchHit } from '@/lib/api/views/network'
import { type PaletteItem, paletteSections, RECENT_KEPT, readRecent, withRecent } from './palette-items'

const group = (id: string, name: string) => ({ id, name, region: 'us-east-1' }) as GroupRowView
const hit = (title: string, href: string): SearchHit => ({ kind: 'address', title, detail: '', href })
const recent: PaletteItem = { kind: 'group', title: 'ring', detail: '', href: '/groups/g1' }

const titles = (input: Partial<Parameters<typeof paletteSections>[0]>) =>
  paletteSections({ query: '', groups: [], hits: [], recent: [], ...input }).map(
    (section) => `${section.title}: ${section.items.map((item) => item.title).join(', ')}`,
  )

describe('paletteSections', () => {
  it('starts with what was opened last, and names no place twice', () => {
    const shown = titles({ recent: [recent], groups: [group('g1', 'ring'), group('g2', 'legacy')] })
    expect(shown[0]).toBe('Recent: ring')
    expect(shown[1]).toBe('Groups: legacy')
    expect(shown[2]).toMatch(/^Pages: Groups, Subnets, Public IPs/)
  })

  it('shows what was found, groups by name, and the search page', () => {
    const shown = titles({
      query: '10.0.1.17',
      groups: [group('g1', 'ring')],
      hits: [hit('10.0.1.17', '/addresses/10.0.1.17')],
    })
    expect(shown).toEqual(['Found: 10.0.1.17', 'Search: Search addresses for “10.0.1.17”'])
  })

  it('finds pages by other words', () => {
    expect(titles({ query: 'eip' })[0]).toBe('Pages: Public IPs')
    expect(titles({ query: 'account' })[0]).toBe('Pages: Account, People, Sessions, API tokens')
    expect(titles({ query: 'bearer' })[0]).toBe('Pages: API tokens')
    expect(titles({ query: 'create' })[0]).toBe('Pages: Create group')
  })
})

describe('recent items', () => {
  it('keeps the newest, each once', () => {
    let list: PaletteItem[] = []
    for (let at = 0; at < 9; at++) list = withRecent(list, { ...recent, href: `/groups/${at}` })
    list = withRecent(list, { ...recent, href: '/groups/8' })
    expect(list).toHaveLength(RECENT_KEPT)
    expect(list[0]?.href).toBe('/groups/8')
  })

  it.each([[null], ['not json'], ['{"a":1}'], ['[null, 3, {"title":"x"}]']])('survives %s', (text) => {
    expect(readRecent(text)).toEqual([])
  })

  it('does not lead anywhere outside', () => {
    const outside = [
      { ...recent, href: 'https://elsewhere.test' },
      { ...recent, href: '//elsewhere.test' },
      recent,
    ]
    expect(readRecent(JSON.stringify(outside))).toEqual([recent])
  })
})
