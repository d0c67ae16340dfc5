import { setImmediate as pause } from 'node:timers/promises'
import type { ImportFileProblem, ImportProblem } from '@/lib/domain/import-problem'
import { foreignPage, kindOfKey, WANTED_KEYS } from '../aws/cli-pages'
import { readDraft } from '../aws/item-drafts'
import type { AwsItemKind, Draft, Drafts, Place } from './drafts'
import { recogniseNonJson } from './file-format'
import { type PageEvent, readPages } from './json-pages'

/** What has been read so far, over all files. */
export type ReadState = {
  readonly drafts: Drafts
  readonly problems: ImportProblem[]
  /** Ids of items that could not be read. */
  readonly leftOut: Set<string>
  /** Kinds of which something was lost without a trace of its id. */
  readonly incomplete: Set<AwsItemKind>
  /** The number of the JSON document that is being read, over all files. */
  page: number
  readonly pages: {
    readonly kind: AwsItemKind
    readonly page: number
    readonly file: string
    readonly hasNextToken: boolean
  }[]
}

export type FileCount = {
  readonly file: string
  readonly kind: AwsItemKind | null
  readonly items: number
  /** Items that could not be read. */
  readonly refused: number
}

/** So many items are read before other work gets its turn: a few milliseconds' worth. */
const ITEMS_PER_TURN = 250

/** Reads one file into `state`. One count per kind of item in it; a single one with kind null if there is none. */
export async function readCliFile(
  { name, text }: { readonly name: string; readonly text: string },
  state: ReadState,
): Promise<FileCount[]> {
  const nothing: FileCount = { file: name, kind: null, items: 0, refused: 0 }
  const notJson = recogniseNonJson(name, text)
  if (notJson) {
    state.problems.push(notJson)
    return [nothing]
  }
  const reading = new FileReading(name, state)
  let events = 0
  for (const event of readPages(text, WANTED_KEYS)) {
    reading.take(event)
    if (++events % ITEMS_PER_TURN === 0) await pause()
  }
  const counts = [...reading.counts].map(([kind, count]): FileCount => ({ file: name, kind, ...count }))
  return counts.length > 0 ? counts : [nothing]
}

class FileReading {
  readonly counts = new Map<AwsItemKind, { items: number; refused: number }>()
  private readonly foreignKeys = new Set<string | null>()

  constructor(
    private readonly file: string,
    private readonly state: ReadState,
  ) {
    // A document that broke off was not counted.
    state.page++
  }

  take(event: PageEvent): void {
    if (event.kind === 'item') this.takeItem(event)
    else if (event.kind === 'bad-item') this.takeBadItem(event)
    else if (event.kind === 'page') this.takePage(event)
    else this.takeBreak(event)
  }

  private countOf(key: string): { kind: AwsItemKind; count: { items: number; refused: number } } {
    const kind = kindOfKey(key)
    const count = this.counts.get(kind) ?? { items: 0, refused: 0 }
    this.counts.set(kind, count)
    return { kind, count }
  }

  private takeItem({ key, value, line }: PageEvent & { kind: 'item' }): void {
    const { kind, count } = this.countOf(key)
    count.items++
    const refusal = draftInto(this.state.drafts, kind, value, {
      file: this.file,
      line,
      page: this.state.page,
    })
    if (!refusal) return
    count.refused++
    this.state.problems.push(refusal)
    const id = 'item' in refusal ? refusal.item.id : null
    if (id !== null) this.state.leftOut.add(id)
    // Without an allocation id, an address is none of those that could be gone.
    else if (refusal.kind !== 'no-allocation-id') this.state.incomplete.add(kind)
  }

  private takeBadItem({ key, line, column, found }: PageEvent & { kind: 'bad-item' }): void {
    const { kind, count } = this.countOf(key)
    const { file } = this
    this.state.problems.push({ kind: 'not-json', file, line, column, found, rest: 'item', kept: this.items })
    this.state.incomplete.add(kind)
    count.items++
    count.refused++
  }

  private takePage({ wanted, keys, line, hasNextToken }: PageEvent & { kind: 'page' }): void {
    for (const key of wanted) {
      const { kind } = this.countOf(key)
      this.state.pages.push({ kind, page: this.state.page, file: this.file, hasNextToken })
    }
    this.state.page++
    if (wanted.length === 0) this.reportForeign(keys, line)
  }

  /** Once per file and key: a list of 50,000 of something else is one mistake. */
  private reportForeign(keys: readonly string[], line: number): void {
    const { key, command, queried } = foreignPage(keys)
    if (this.foreignKeys.has(key)) return
    this.foreignKeys.add(key)
    this.state.problems.push({ kind: 'wrong-command', file: this.file, line, key, command, queried })
  }

  private takeBreak({ key, reason, line, column, found }: PageEvent & { kind: 'broken' }): void {
    const { file, items: kept } = this
    const problem: ImportFileProblem =
      reason === 'truncated'
        ? { kind: 'truncated', file, line, kept }
        : { kind: 'not-json', file, line, column, found, rest: 'file', kept }
    this.state.problems.push(problem)
    for (const kind of this.counts.keys()) this.state.incomplete.add(kind)
    if (key !== null) this.state.incomplete.add(this.countOf(key).kind)
  }

  private get items(): number {
    let items = 0
    for (const count of this.counts.values()) items += count.items - count.refused
    return items
  }
}

/** Adds the item to the drafts of its kind; the problem if it cannot be read. */
function draftInto<K extends AwsItemKind>(
  drafts: Drafts,
  kind: K,
  value: unknown,
  place: Place,
): ImportProblem | null {
  const read = readDraft[kind](value, place)
  if (!read.ok) return read.refusal
  const list: Draft<unknown>[] = drafts[kind]
  list.push(read.value)
  return null
}
