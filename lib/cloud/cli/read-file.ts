import { setImmediate as pause } from 'node:timers/promises'
import type { Cloud } from '@/lib/domain/cloud-rules'
import type { ImportFileProblem, ImportItemProblem } from '@/lib/domain/import-problem'
import type { InventoryKind } from '@/lib/domain/inventory-diff'
import { foreignPage, kindOfKey, WANTED_KEYS } from '../aws/cli-pages'
import { readDraft } from '../aws/item-drafts'
import { AZURE_KINDS, foreignObject, kindInText, startsObject } from '../azure/object-kind'
import { type ItemRead, readObject } from '../azure/read-object'
import { recogniseNonJson } from './file-format'
import { type PageEvent, readPages, type Wanted } from './json-pages'
import type { ReadState } from './read-state'

export type FileCount = {
  readonly file: string
  /** Null where nothing was recognised; `empty` where that is because there was nothing to recognise. */
  readonly content: { readonly cloud: Cloud; readonly kind: InventoryKind } | null
  readonly empty: boolean
  readonly items: number
  /** Items that could not be read. */
  readonly refused: number
}

const WANTED: Wanted = { keys: WANTED_KEYS, isItem: startsObject }

/** So many items are read before other work gets its turn: a few milliseconds' worth. */
const ITEMS_PER_TURN = 250

/** Reads one file into `state`. One count per kind of item in it; a single one without content if there is none. */
export async function readCliFile(
  { name, text }: { readonly name: string; readonly text: string },
  state: ReadState,
): Promise<FileCount[]> {
  const nothing: FileCount = { file: name, content: null, empty: false, items: 0, refused: 0 }
  const notJson = recogniseNonJson(name, text)
  if (notJson) {
    state.problems.push(notJson)
    return [nothing]
  }
  const reading = new FileReading(name, text, state)
  let events = 0
  for (const event of readPages(text, WANTED)) {
    reading.take(event)
    if (++events % ITEMS_PER_TURN === 0) await pause()
  }
  const counts = [...reading.counts.values()]
  return counts.length > 0 ? counts : [{ ...nothing, empty: reading.hasEmptyList && !reading.hasProblem }]
}

class FileReading {
  readonly counts = new Map<string, FileCount & { items: number; refused: number }>()
  hasEmptyList = false
  hasProblem = false
  private readonly foreignKeys = new Set<string | null>()

  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly state: ReadState,
  ) {
    // A document that broke off was not counted.
    state.page++
  }

  take(event: PageEvent): void {
    if (event.kind === 'item') event.key === null ? this.takeObject(event) : this.takeItem(event, event.key)
    else if (event.kind === 'bad-item') this.takeBadItem(event)
    else if (event.kind === 'page') this.takePage(event)
    else if (event.kind === 'list') this.takeList(event)
    else this.takeBreak(event)
  }

  private countOf(cloud: Cloud, kind: InventoryKind) {
    const key = `${cloud} ${kind}`
    const count = this.counts.get(key) ?? {
      ...{ file: this.file, content: { cloud, kind }, empty: false, items: 0, refused: 0 },
    }
    this.counts.set(key, count)
    return count
  }

  private takeItem({ value, line }: PageEvent & { kind: 'item' }, key: string): void {
    const kind = kindOfKey(key)
    const place = { file: this.file, line, page: this.state.page }
    const read = readDraft[kind](value, place)
    this.countOf('aws', kind).items++
    if (read.ok) this.state.aws.drafts[kind].push(read.value as never)
    else this.refuse('aws', kind, read.refusal)
  }

  /** An object of Azure is one item, or several: a virtual network holds its subnets. */
  private takeObject({ value, line, from }: PageEvent & { kind: 'item' }): void {
    const { file, text, state } = this
    const read = readObject(value, { file, line, page: state.page }, { text, from }, state.azure.facts)
    if (read === null) this.reportForeign(foreignObject(value), line)
    else for (const one of read) this.takeRead(one)
  }

  private takeRead({ kind, isCounted, result }: ItemRead): void {
    if (isCounted) this.countOf('azure', kind).items++
    if (result.ok) this.state.azure.drafts[kind].push(result.value as never)
    else this.refuse('azure', kind, result.refusal)
  }

  private refuse(cloud: Cloud, kind: InventoryKind, refusal: ImportItemProblem): void {
    const count = this.counts.get(`${cloud} ${kind}`)
    if (count) count.refused++
    this.hasProblem = true
    this.state.problems.push(refusal)
    // What is not imported by choice is not known either, and without an allocation id, an address never was.
    if (refusal.kind === 'not-imported' || refusal.kind === 'no-allocation-id') return
    const id = 'item' in refusal ? refusal.item.id : null
    if (id !== null) this.state.leftOut.add(id)
    else this.state[cloud].incomplete.add(kind)
  }

  private takeBadItem({ key, line, column, found, from, to }: PageEvent & { kind: 'bad-item' }): void {
    const { file } = this
    this.hasProblem = true
    this.state.problems.push({ kind: 'not-json', file, line, column, found, rest: 'item', kept: this.items })
    const kind = key === null ? kindInText(this.text.slice(from, to)) : kindOfKey(key)
    const cloud = key === null ? 'azure' : 'aws'
    for (const lost of kind === null ? AZURE_KINDS : [kind]) this.state[cloud].incomplete.add(lost)
    // What is within it is lost with it.
    if (kind === 'virtual-network') this.state[cloud].incomplete.add('subnet')
    if (kind === null) return
    const count = this.countOf(cloud, kind)
    count.items++
    count.refused++
  }

  private takePage({ wanted, keys, line, hasNextToken }: PageEvent & { kind: 'page' }): void {
    for (const key of wanted) {
      const kind = kindOfKey(key)
      this.countOf('aws', kind)
      this.state.aws.pages.push({ kind, page: this.state.page, file: this.file, hasNextToken })
    }
    this.state.page++
    if (wanted.length === 0) this.reportForeign(foreignPage(keys), line)
  }

  /** A list ends a document, and so tells what there is not; an object alone tells of nothing but itself. */
  private takeList({ items }: PageEvent & { kind: 'list' }): void {
    if (items === 0) this.hasEmptyList = true
    else this.state.azure.facts.lists.add(this.state.page)
    this.state.page++
  }

  /** Once per file and key: a list of 50,000 of something else is one mistake. */
  private reportForeign(foreign: ReturnType<typeof foreignPage>, line: number): void {
    const { key, command, queried } = foreign
    this.hasProblem = true
    if (this.foreignKeys.has(key)) return
    this.foreignKeys.add(key)
    this.state.problems.push({ kind: 'wrong-command', file: this.file, line, key, command, queried })
  }

  private takeBreak({ key, inObject, reason, line, column, found }: PageEvent & { kind: 'broken' }): void {
    const { file, items: kept } = this
    const problem: ImportFileProblem =
      reason === 'truncated'
        ? { kind: 'truncated', file, line, kept }
        : { kind: 'not-json', file, line, column, found, rest: 'file', kept }
    this.hasProblem = true
    this.state.problems.push(problem)
    if (key !== null) this.countOf('aws', kindOfKey(key))
    for (const { content } of this.counts.values())
      if (content) this.state[content.cloud].incomplete.add(content.kind)
    if (inObject) for (const kind of AZURE_KINDS) this.state.azure.incomplete.add(kind)
  }

  private get items(): number {
    let items = 0
    for (const count of this.counts.values()) items += count.items - count.refused
    return items
  }
}
