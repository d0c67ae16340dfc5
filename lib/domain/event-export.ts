import { canonicalForm, EVENT_FIELDS, linkText, type Value } from './event-form.mjs'

/**
 * Events as files. Every line carries the hash of its event and of the one before it, so that each can be checked by
 * itself, and those that follow one another as a chain, whatever a filter left out. Both forms give back the values
 * exactly as they are stored.
 */
export type ExportedEvent = {
  /** Of EVENT_FIELDS. */
  readonly values: readonly Value[]
  readonly hash: string | null
  /** Of the event before it. */
  readonly previous: string | null
}

const EXPORT_FIELDS = [...EVENT_FIELDS, 'previous', 'hash'] as const

const BEFORE = EVENT_FIELDS.indexOf('before')
const AFTER = EVENT_FIELDS.indexOf('after')

// ── JSON lines ──

export function jsonLine({ values, hash, previous }: ExportedEvent): string {
  const told = EVENT_FIELDS.map((name, at) => {
    const value = values[at] ?? null
    return [name, at === BEFORE || at === AFTER ? readable(value) : value]
  })
  return JSON.stringify({ ...Object.fromEntries(told), previous, hash })
}

export function readJsonLine(line: string): ExportedEvent | null {
  const read = objectIn(line)
  if (!read) return null
  const values = EVENT_FIELDS.map((name): Value => {
    const value = read[name] ?? null
    if (typeof value === 'object' && value !== null) return JSON.stringify(value)
    return typeof value === 'string' || typeof value === 'number' ? value : null
  })
  return { values, hash: textOrNull(read.hash), previous: textOrNull(read.previous) }
}

/** The object that a text stands for, where that gives back the same text; otherwise the text. */
function readable(value: Value): unknown {
  const object = typeof value === 'string' ? objectIn(value) : null
  return object && JSON.stringify(object) === value ? object : value
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

// ── CSV ──

export const CSV_HEAD = `${EXPORT_FIELDS.join(',')}\r\n`

export const csvLine = ({ values, hash, previous }: ExportedEvent): string =>
  `${[...values, previous, hash].map(csvCell).join(',')}\r\n`

/**
 * An empty text is quoted, nothing is not. A cell that a spreadsheet would take for a formula gets an apostrophe before
 * it, and so does one that begins with an apostrophe: taking one away gives back what was there.
 */
function csvCell(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r']/.test(value) ? `'${value}` : value
  return safe === '' || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Reads CSV as it comes, in pieces of any size; the first line is the head. */
export class CsvReader {
  private cells: Value[] = []
  private cell = ''
  /** 'plain' until a cell begins with a quote; 'ended' after the quote that may be its last. */
  private state: 'plain' | 'quoted' | 'ended' = 'plain'
  private wasQuoted = false
  private isHead = true

  private endCell(): void {
    const text = this.cell.startsWith("'") ? this.cell.slice(1) : this.cell
    this.cells.push(this.cell === '' && !this.wasQuoted ? null : text)
    this.cell = ''
    this.state = 'plain'
    this.wasQuoted = false
  }

  /** The lines that are complete with this piece. */
  *read(piece: string): Generator<ExportedEvent> {
    for (const sign of piece) {
      if (this.state === 'quoted') {
        if (sign === '"') this.state = 'ended'
        else this.cell += sign
      } else if (sign === '"' && this.state === 'ended') {
        this.cell += sign
        this.state = 'quoted'
      } else if (sign === '"' && this.cell === '') {
        this.state = 'quoted'
        this.wasQuoted = true
      } else if (sign === ',') this.endCell()
      else if (sign === '\n') {
        this.endCell()
        const line = this.endLine()
        if (line) yield line
      } else if (sign !== '\r') this.cell += sign
    }
  }

  private endLine(): ExportedEvent | null {
    const cells = this.cells
    this.cells = []
    if (this.isHead) {
      this.isHead = false
      return null
    }
    const [seq, ...others] = cells
    const hash = others.pop() ?? null
    const previous = others.pop() ?? null
    return { values: [Number(seq), ...others], hash: textOrNull(hash), previous: textOrNull(previous) }
  }
}

// ── Checking ──

export type ExportBreak =
  /** What a line says does not fit its hash. */
  | { readonly kind: 'line-changed'; readonly seq: number }
  /** It does not follow the line before it, although its number does. */
  | { readonly kind: 'line-unlinked'; readonly seq: number }
  | { readonly kind: 'line-out-of-order'; readonly seq: number }
  | { readonly kind: 'noted-differs'; readonly seq: number }
  /** No line has its number: a filter left it out, it is older or newer, or somebody took it away. */
  | { readonly kind: 'noted-not-there'; readonly seq: number }

export class ExportCheck {
  events = 0
  /** Stretches that are not in the file: removed from it, or left out by its filter. */
  gaps = 0
  first: number | null = null
  last: { readonly seq: number; readonly hash: string | null } | null = null
  count = 0
  readonly breaks: ExportBreak[] = []
  private notedMet = false

  constructor(
    private readonly hashOf: (text: string) => string,
    private readonly noted: { readonly seq: number; readonly hash: string } | null = null,
  ) {}

  add({ values, hash, previous }: ExportedEvent): void {
    const seq = Number(values[0])
    this.events++
    this.first ??= seq
    const { last } = this
    if (last && seq <= last.seq) this.tell({ kind: 'line-out-of-order', seq })
    else if (last && seq > last.seq + 1) this.gaps++
    else if (last && previous !== last.hash) this.tell({ kind: 'line-unlinked', seq })
    const fits =
      hash !== null && previous !== null && this.hashOf(linkText(previous, canonicalForm(values))) === hash
    if (!fits) this.tell({ kind: 'line-changed', seq })
    if (this.noted?.seq === seq) {
      this.notedMet = true
      if (this.noted.hash !== hash) this.tell({ kind: 'noted-differs', seq })
    }
    this.last = { seq, hash }
  }

  /** After the last line. */
  end(): void {
    if (this.noted && !this.notedMet) this.tell({ kind: 'noted-not-there', seq: this.noted.seq })
  }

  private tell(found: ExportBreak): void {
    this.count++
    if (this.breaks.length < MOST_KEPT) this.breaks.push(found)
  }
}

/** More than these say nothing new. */
const MOST_KEPT = 20
