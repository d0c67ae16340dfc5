import type { Cloud } from '@/lib/domain/cloud-rules'
import type { ImportItem, ImportProblem } from '@/lib/domain/import-problem'
import { EMPTY_INVENTORY, type Inventory } from '@/lib/domain/inventory'
import type { InventoryKind, InventoryScope } from '@/lib/domain/inventory-diff'
import { findRegions } from '../aws/item-regions'
import { reportMissingPages } from '../aws/missing-pages'
import { Coverage } from '../azure/coverage'
import { relateItems } from '../azure/relate-items'
import { unlistedHolders } from '../azure/unlisted-holders'
import { withoutRepeats } from './inventory-checks'
import { type FileCount, readCliFile } from './read-file'
import { newReadState, type ReadState } from './read-state'
import { soundInventory } from './sound-inventory'

/** One row per file and kind of item in it; a file in which nothing was recognised has one row without content. */
export type CliFileSummary = {
  readonly name: string
  readonly content: { readonly cloud: Cloud; readonly kind: InventoryKind } | null
  /** The file says that there is nothing, but not of what. */
  readonly empty: boolean
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
  readonly complete: InventoryScope
  /** Ids that are not gone either: the files have them, but not wholly in `inventory`, or say nothing of them. */
  readonly leftOut: ReadonlySet<string>
}

/**
 * Reads what the AWS CLI prints (`aws ec2 describe-vpcs`, `describe-subnets`, `describe-network-interfaces`,
 * `describe-addresses`, `describe-security-groups`) and what the Azure CLI does (`az network vnet list`, `nic list`,
 * `public-ip list`, `nsg list`, `asg list`, `lb list`) as JSON. Files come in any order, of one cloud or both, and hold
 * one page or many, of one command or several. `known` is what Holdfast has imported before: networks and subnets in it
 * need not be in the files.
 *
 * Never throws on input: whatever is wrong becomes a problem, and the rest comes back. Other work gets its turn every
 * few milliseconds, so a file of 50,000 interfaces does not hold up the server.
 */
export async function readCliFiles(
  files: readonly { readonly name: string; readonly text: string }[],
  known: Inventory = EMPTY_INVENTORY,
): Promise<CliInventory> {
  const state = newReadState()
  const counts: FileCount[] = []
  for (const file of withDistinctNames(files)) counts.push(...(await readCliFile(file, state)))
  const before = state.problems.length
  const aws = await soundAws(state, known)
  const azure = await soundAzure(state, known)
  const unsound = new Set<ImportItem>()
  for (const problem of state.problems.slice(before)) for (const item of itemsOf(problem)) unsound.add(item)
  for (const item of unsound) if (item.id !== null) state.leftOut.add(item.id)
  const coverage = new Coverage(state.azure.facts)
  const untold = coverage.untold(known, state.leftOut)
  for (const id of untold) state.leftOut.add(id)
  return {
    inventory: together(aws, azure),
    problems: state.problems,
    files: summarise(counts, unsound),
    complete: {
      aws: without(kindsOf(counts, 'aws'), state.aws.incomplete),
      azure: without(coverage.kinds(), state.azure.incomplete),
    },
    leftOut: state.leftOut,
  }
}

async function soundAws(state: ReadState, known: Inventory): Promise<Inventory> {
  const drafts = withoutRepeats(state.aws.drafts, state.problems)
  state.problems.push(...findRegions(drafts, known))
  reportMissingPages(state, drafts)
  return soundInventory(drafts, known, state)
}

async function soundAzure(state: ReadState, known: Inventory): Promise<Inventory> {
  const drafts = withoutRepeats(state.azure.drafts, state.problems)
  const sound = await soundInventory(
    relateItems(drafts, state.azure.facts, known, state.problems),
    known,
    state,
  )
  const interfaces = [...drafts.interface.map(({ value }) => value), ...known.interfaces]
  state.problems.push(...unlistedHolders(state.azure.facts, new Set(interfaces.map((one) => one.id))))
  return sound
}

const together = (a: Inventory, b: Inventory): Inventory => ({
  virtualNetworks: [...a.virtualNetworks, ...b.virtualNetworks],
  subnets: [...a.subnets, ...b.subnets],
  securityGroups: [...a.securityGroups, ...b.securityGroups],
  publicIps: [...a.publicIps, ...b.publicIps],
  loadBalancers: [...a.loadBalancers, ...b.loadBalancers],
  interfaces: [...a.interfaces, ...b.interfaces],
})

const kindsOf = (counts: readonly FileCount[], cloud: Cloud): InventoryKind[] =>
  counts.flatMap(({ content }) => (content?.cloud === cloud ? [content.kind] : []))

const without = (kinds: Iterable<InventoryKind>, lost: ReadonlySet<InventoryKind>): Set<InventoryKind> =>
  new Set([...kinds].filter((kind) => !lost.has(kind)))

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

function summarise(counts: readonly FileCount[], unsound: ReadonlySet<ImportItem>): CliFileSummary[] {
  const lost = new Map<string, number>()
  const keyOf = (file: string, of: { readonly cloud: Cloud; readonly kind: InventoryKind } | null) =>
    `${of?.cloud} ${of?.kind} ${file}`
  for (const item of unsound) {
    const key = keyOf(item.file, item)
    lost.set(key, (lost.get(key) ?? 0) + 1)
  }
  return counts.map(({ file, content, empty, items, refused }) => ({
    name: file,
    content,
    empty,
    items,
    sound: items - refused - (lost.get(keyOf(file, content)) ?? 0),
  }))
}
