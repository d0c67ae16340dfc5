import type { ImportItem, ImportProblem } from '@/lib/domain/import-problem'
import { EMPTY_INVENTORY, type Inventory } from '@/lib/domain/inventory'
import type { InventoryKind } from '@/lib/domain/inventory-diff'
import { findRegions } from '../aws/item-regions'
import { type AwsItemKind, type Drafts, noDrafts } from './drafts'
import { withoutRepeats } from './inventory-checks'
import { type FileCount, type ReadState, readCliFile } from './read-file'
import { soundInventory } from './sound-inventory'

export type CliFileKind = 'vpcs' | 'subnets' | 'interfaces' | 'addresses' | 'security-groups'

/** One row per file and kind of item in it; a file in which nothing was recognised has one row with kind null. */
export type CliFileSummary = {
  readonly name: string
  readonly kind: CliFileKind | null
  /** Items found, sound or not. */
  readonly items: number
  /** Items about which there is nothing to complain; repeats of an item count as well. */
  readonly sound: number
}

export type CliInventory = {
  /** What is sound. Addresses of an interface that are not are missing from it, and reported. */
  readonly inventory: Inventory
  readonly problems: readonly ImportProblem[]
  readonly files: readonly CliFileSummary[]
  /** Kinds that were read to the end, so that what is not in them is gone: the scope of `diffInventory`. */
  readonly complete: ReadonlySet<AwsItemKind>
  /** Ids that are in the files, but not or not wholly in `inventory`: they are not gone either. */
  readonly leftOut: ReadonlySet<string>
}

const FILE_KINDS: { readonly [K in AwsItemKind]: CliFileKind } = {
  'virtual-network': 'vpcs',
  subnet: 'subnets',
  'security-group': 'security-groups',
  'public-ip': 'addresses',
  interface: 'interfaces',
}

/**
 * Reads what `aws ec2 describe-vpcs`, `describe-subnets`, `describe-network-interfaces`, `describe-addresses` and
 * `describe-security-groups` print as JSON. Files come in any order, hold one page or many, of one command or several.
 * `known` is what Holdfast has imported before: subnets and VPCs in it need not be in the files.
 *
 * Never throws on input: whatever is wrong becomes a problem, and the rest comes back. Other work gets its turn every
 * few milliseconds, so a file of 50,000 interfaces does not hold up the server.
 */
export async function readCliFiles(
  files: readonly { readonly name: string; readonly text: string }[],
  known: Inventory = EMPTY_INVENTORY,
): Promise<CliInventory> {
  const state: ReadState = {
    drafts: noDrafts(),
    problems: [],
    leftOut: new Set(),
    incomplete: new Set(),
    page: 0,
    pages: [],
  }
  const counts: FileCount[] = []
  for (const file of withDistinctNames(files)) counts.push(...(await readCliFile(file, state)))
  const before = state.problems.length
  const drafts = withoutRepeats(state.drafts, state.problems)
  state.problems.push(...findRegions(drafts, known))
  reportMissingPages(state, drafts)
  const inventory = await soundInventory(drafts, known, state)
  const unsound = new Set<ImportItem>()
  for (const problem of state.problems.slice(before)) for (const item of itemsOf(problem)) unsound.add(item)
  for (const item of unsound) if (item.id !== null) state.leftOut.add(item.id)
  return {
    inventory,
    problems: state.problems,
    files: summarise(counts, unsound),
    complete: new Set(counts.flatMap(({ kind }) => (kind && !state.incomplete.has(kind) ? [kind] : []))),
    leftOut: state.leftOut,
  }
}

/** Dropped from two folders, or pasted twice, files may share a name; a sentence must name one of them. */
function withDistinctNames<T extends { readonly name: string }>(files: readonly T[]): T[] {
  const seen = new Map<string, number>()
  return files.map((file) => {
    const times = (seen.get(file.name) ?? 0) + 1
    seen.set(file.name, times)
    return times === 1 ? file : { ...file, name: `${file.name} (${times})` }
  })
}

/** The items that a problem leaves out, wholly or in part. */
function itemsOf(problem: ImportProblem): readonly ImportItem[] {
  if ('items' in problem) return problem.items
  if (problem.kind === 'unknown-region' && problem.assumed !== null) return []
  return 'item' in problem ? [problem.item] : []
}

/**
 * A page with a NextToken wants another one behind it. Pages of one listing share kind and region; if none of them
 * is a last page, the listing is not whole, and what is not in it is not gone.
 */
function reportMissingPages(state: ReadState, drafts: Drafts): void {
  const regionOfPage = new Map<number, string>()
  for (const draft of Object.values(drafts).flat()) {
    if (draft.region !== null && !regionOfPage.has(draft.page)) regionOfPage.set(draft.page, draft.region)
  }
  const open = new Map<string, { readonly kind: AwsItemKind; readonly file: string }>()
  const ended = new Set<string>()
  for (const { kind, page, file, hasNextToken } of state.pages) {
    // An empty page tells no region. An empty last page is the last one of any.
    const region = regionOfPage.get(page) ?? ''
    if (hasNextToken) open.set(`${kind} ${region}`, { kind, file })
    else ended.add(`${kind} ${region}`)
  }
  for (const [key, { kind, file }] of open) {
    if (ended.has(key) || ended.has(`${kind} `)) continue
    state.problems.push({ kind: 'missing-pages', file, itemKind: kind })
    state.incomplete.add(kind)
  }
}

function summarise(counts: readonly FileCount[], unsound: ReadonlySet<ImportItem>): CliFileSummary[] {
  const lost = new Map<string, number>()
  const keyOf = (file: string, kind: InventoryKind | null) => `${kind} ${file}`
  for (const { file, kind } of unsound) lost.set(keyOf(file, kind), (lost.get(keyOf(file, kind)) ?? 0) + 1)
  return counts.map(({ file, kind, items, refused }) => ({
    name: file,
    kind: kind && FILE_KINDS[kind],
    items,
    sound: items - refused - (lost.get(keyOf(file, kind)) ?? 0),
  }))
}
