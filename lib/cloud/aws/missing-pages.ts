import type { Drafts } from '../cli/drafts'
import type { ReadState } from '../cli/read-state'
import type { AwsItemKind } from './cli-pages'

/**
 * A page with a NextToken wants another one behind it. Pages of one listing share kind and region; if none of them
 * is a last page, the listing is not whole, and what is not in it is not gone.
 */
export function reportMissingPages({ aws, problems }: ReadState, drafts: Drafts): void {
  const regionOfPage = new Map<number, string>()
  for (const draft of Object.values(drafts).flat()) {
    if (draft.region !== null && !regionOfPage.has(draft.page)) regionOfPage.set(draft.page, draft.region)
  }
  const open = new Map<string, { readonly kind: AwsItemKind; readonly file: string }>()
  const ended = new Set<string>()
  for (const { kind, page, file, hasNextToken } of aws.pages) {
    // An empty page tells no region. An empty last page is the last one of any.
    const region = regionOfPage.get(page) ?? ''
    if (hasNextToken) open.set(`${kind} ${region}`, { kind, file })
    else ended.add(`${kind} ${region}`)
  }
  for (const [key, { kind, file }] of open) {
    if (ended.has(key) || ended.has(`${kind} `)) continue
    problems.push({ kind: 'missing-pages', file, itemKind: kind })
    aws.incomplete.add(kind)
  }
}
