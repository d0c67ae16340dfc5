import { paths } from '@/lib/api/paths'
import { matchesText } from '@/lib/api/table-order'
import type { GroupNameView } from '@/lib/api/views/groups'
import type { SearchHit } from '@/lib/api/views/network'
import { PAGES } from './pages'

export type PaletteItem = {
  readonly kind: SearchHit['kind'] | 'search'
  readonly title: string
  readonly detail: string
  readonly href: string
}

export type PaletteSection = { readonly title: string; readonly items: readonly PaletteItem[] }

const GROUPS_SHOWN = 6
const HITS_SHOWN = 12
export const RECENT_KEPT = 6
/** One letter would ask the server for nearly everything. */
export const SEARCHED_FROM = 2

/**
 * What the palette lists. Without a query: what was opened last, pages, commands. With one: what the server found
 * first (it knows addresses and ids), then groups and pages by name, and at the end the search page itself.
 */
export function paletteSections(input: {
  readonly query: string
  readonly groups: readonly GroupNameView[]
  readonly hits: readonly SearchHit[]
  readonly recent: readonly PaletteItem[]
}): PaletteSection[] {
  const query = input.query.trim()
  // Those that are called so, before those that are only found by it.
  const pages = PAGE_ITEMS.filter((page) => matchesText(`${page.title} ${page.also}`, query)).sort(
    (a, b) => Number(matchesText(b.title, query)) - Number(matchesText(a.title, query)),
  )
  const groups = input.groups
    .filter((group) => matchesText(`${group.name} ${group.region}`, query))
    .map(groupItem)
  const sections =
    query === ''
      ? [
          { title: 'Recent', items: input.recent },
          { title: 'Groups', items: groups.slice(0, GROUPS_SHOWN) },
          { title: 'Pages', items: pages },
        ]
      : [
          { title: 'Groups', items: groups.slice(0, GROUPS_SHOWN) },
          { title: 'Found', items: input.hits.slice(0, HITS_SHOWN) },
          { title: 'Pages', items: pages },
          { title: 'Search', items: [searchItem(query)] },
        ]
  return withoutRepeats(sections)
}

type PageItem = PaletteItem & { readonly also: string }

const PAGE_ITEMS: readonly PageItem[] = [
  ...PAGES.map(
    (page): PageItem => ({
      kind: 'page',
      title: page.label,
      detail: 'Page',
      href: page.href,
      also: page.also,
    }),
  ),
  ...(
    [
      ['Account', 'Page', paths.account(), 'profile password second factor totp recovery codes me'],
      ['Sessions', 'On your account', paths.sessions(), 'devices browsers sign out everywhere account'],
      ['API tokens', 'Page', paths.tokens(), 'bearer program script key revoke account'],
    ] as const
  ).map(([title, detail, href, also]): PageItem => ({ kind: 'page', title, detail, href, also })),
  { kind: 'page', title: 'Create group', detail: 'Wizard', href: paths.newGroup(), also: 'new stateful' },
]

const groupItem = (group: GroupNameView): PaletteItem => ({
  kind: 'group',
  title: group.name,
  detail: `Group in ${group.region}`,
  href: paths.group(group.id),
})

const searchItem = (query: string): PaletteItem => ({
  kind: 'search',
  title: `Search addresses for “${query}”`,
  detail: 'Addresses, names, ids',
  href: paths.addresses(query),
})

/** The first mention of a place wins; sections left without items go. */
function withoutRepeats(sections: readonly PaletteSection[]): PaletteSection[] {
  const seen = new Set<string>()
  const fresh = (item: PaletteItem) => !seen.has(item.href) && seen.add(item.href) !== undefined
  return sections
    .map((section) => ({ title: section.title, items: section.items.filter(fresh) }))
    .filter((section) => section.items.length > 0)
}

/** The list of recent items with `item` in front. */
export const withRecent = (recent: readonly PaletteItem[], item: PaletteItem): PaletteItem[] =>
  [item, ...recent.filter((other) => other.href !== item.href)].slice(0, RECENT_KEPT)

/** What an earlier visit stored, as far as it is still readable. */
export function readRecent(text: string | null): PaletteItem[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter(isItem).slice(0, RECENT_KEPT) : []
  } catch {
    return []
  }
}

function isItem(value: unknown): value is PaletteItem {
  const item = value as Partial<Record<keyof PaletteItem, unknown>> | null
  if (typeof item !== 'object' || item === null) return false
  const texts = [item.kind, item.title, item.detail, item.href].every((part) => typeof part === 'string')
  // Only places of this console: the store of a browser can be written by others.
  return texts && /^\/(?!\/)/.test(String(item.href))
}
