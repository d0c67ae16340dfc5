import { type BrokenOff, Cursor } from './json-cursor'
import { findJsonFault } from './json-fault'

/** What a walk through a file meets, in order. Lines and columns count from 1. */
export type PageEvent =
  /**
   * One element of an array under one of the wanted keys, or (`key` null) one object that stands by itself, parsed.
   * It stands in the text between `from` and `to`.
   */
  | {
      readonly kind: 'item'
      readonly key: string | null
      readonly value: unknown
      readonly line: number
      readonly from: number
      readonly to: number
    }
  /** One that is not JSON inside; its brackets match, so the walk goes on behind it. */
  | {
      readonly kind: 'bad-item'
      readonly key: string | null
      readonly line: number
      readonly column: number
      readonly found: string
      readonly from: number
      readonly to: number
    }
  /** A page ended. `wanted` are the wanted keys that it had, `keys` the first few of any kind. */
  | {
      readonly kind: 'page'
      readonly line: number
      readonly keys: readonly string[]
      readonly wanted: readonly string[]
      readonly hasNextToken: boolean
    }
  /** An array of objects that stand by themselves ended; `items` counts them, 0 for an empty one. */
  | { readonly kind: 'list'; readonly line: number; readonly items: number }
  | BrokenOff

/** Pages come bare, one after the other, or in one array; deeper than that they are nobody's output. */
const DEEPEST_PAGE_ARRAY = 2
const KEYS_REMEMBERED = 8

/** `keys`: of arrays that hold items. `isItem`: is an object that begins with this key an item itself? */
export type Wanted = { readonly keys: ReadonlySet<string>; readonly isItem: (firstKey: string) => boolean }

/**
 * Walks a file of pages `{ "Vpcs": [ …items… ], "NextToken": … }`: one, several behind each other, or an array of them;
 * or of objects that are items themselves, which their first key tells.
 *
 *   {"Vpcs": [ {…}, {…} ]} {"Vpcs": [ {…} ]}          [ {"name": …}, {"name": …} ] {"name": …}
 *              item item  page        item  page         item         item        list  item
 *
 * The file is not parsed as a whole. The walk only matches brackets and quotes, and hands every item to JSON.parse by
 * itself. So a file that is cut off yields what came before, one bad item costs one item, a fault has a line, memory
 * holds one item at a time, and the caller can pause between any two of them.
 */
export function* readPages(text: string, wanted: Wanted): Generator<PageEvent, void> {
  const cursor = new Cursor(text)
  if (text.charCodeAt(0) === BYTE_ORDER_MARK) cursor.at = 1
  cursor.skipSpace()
  while (cursor.at < text.length) {
    yield* readTop(cursor, wanted, 0)
    if (cursor.fault) return yield cursor.broken(cursor.fault)
    cursor.skipSpace()
  }
}

const BYTE_ORDER_MARK = 0xfeff

function* readTop(cursor: Cursor, wanted: Wanted, depth: number): Generator<PageEvent, 'item' | 'other'> {
  const { line } = cursor
  if (cursor.peek() === '{') {
    const first = cursor.peekKey()
    if (first === null || !wanted.isItem(first)) {
      yield* readPage(cursor, wanted.keys)
      return 'other'
    }
    cursor.isInObject = true
    yield* readItem(cursor, null)
    if (!cursor.fault) cursor.isInObject = false
    return 'item'
  }
  if (cursor.peek() === '[' && depth < DEEPEST_PAGE_ARRAY) {
    let items = 0
    let others = 0
    yield* readElements(cursor, function* () {
      if ((yield* readTop(cursor, wanted, depth + 1)) === 'item') items++
      else others++
    })
    if (!cursor.fault && others === 0) yield { kind: 'list', line, items }
  } else if (cursor.skipValue()) {
    yield { kind: 'page', line, keys: [], wanted: [], hasNextToken: false }
  }
  return 'other'
}

function* readPage(cursor: Cursor, wantedKeys: ReadonlySet<string>): Generator<PageEvent, void> {
  const { line } = cursor
  const keys: string[] = []
  const wanted: string[] = []
  let hasNextToken = false
  cursor.at++
  cursor.skipSpace()
  let first = true
  while (!cursor.take('}')) {
    if (!first && !cursor.expect(',')) return
    first = false
    const key = cursor.readKey()
    if (key === null) return
    if (keys.length < KEYS_REMEMBERED) keys.push(key)
    const isArray = cursor.peek() === '['
    if (wantedKeys.has(key) && isArray) {
      wanted.push(key)
      cursor.openKey = key
      yield* readElements(cursor, () => readItem(cursor, key))
      if (!cursor.fault) cursor.openKey = null
    } else {
      if (key === 'NextToken') hasNextToken = cursor.peek() === '"'
      cursor.skipValue()
    }
    if (cursor.fault) return
    cursor.skipSpace()
  }
  yield { kind: 'page', line, keys, wanted, hasNextToken }
}

/** The elements of the array that begins here. */
function* readElements(
  cursor: Cursor,
  readElement: () => Generator<PageEvent, void>,
): Generator<PageEvent, void> {
  cursor.at++
  cursor.skipSpace()
  let first = true
  while (!cursor.take(']')) {
    if (!first && !cursor.expect(',')) return
    first = false
    cursor.skipSpace()
    yield* readElement()
    if (cursor.fault) return
    cursor.skipSpace()
  }
}

function* readItem(cursor: Cursor, key: string | null): Generator<PageEvent, void> {
  const { at: from, line, lineStart } = cursor
  if (!cursor.skipValue()) return
  const to = cursor.at
  const parsed = parseJson(cursor.text.slice(from, to))
  if (parsed.ok) return yield { kind: 'item', key, value: parsed.value, line, from, to }
  const fault = findJsonFault(cursor.text, from, to) ?? { at: from, found: '' }
  const place = placeOf(cursor.text, fault.at, line, lineStart)
  yield { kind: 'bad-item', key, ...place, found: fault.found, from, to }
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false }
    throw error
  }
}

/** Line and column of `at`, counted on from a line that begins at `lineStart`. */
function placeOf(
  text: string,
  at: number,
  line: number,
  lineStart: number,
): { line: number; column: number } {
  let start = lineStart
  let found = line
  for (let next = text.indexOf('\n', start); next >= 0 && next < at; next = text.indexOf('\n', start)) {
    start = next + 1
    found++
  }
  return { line: found, column: at - start + 1 }
}

/**
 * The lines on which the elements of one array of an item begin: the item is JSON, stands at `from`, and has the array
 * under `key`. Empty if it has none.
 */
export function elementLines(
  text: string,
  { from, line }: { from: number; line: number },
  key: string,
): number[] {
  const cursor = new Cursor(text)
  cursor.at = from + 1
  cursor.line = line
  const lines: number[] = []
  for (;;) {
    cursor.skipSpace()
    if (cursor.peek() === '}') return lines
    const found = cursor.readKey()
    if (found === null) return lines
    if (found === key && cursor.peek() === '[') break
    if (!cursor.skipValue()) return lines
    cursor.skipSpace()
    cursor.take(',')
  }
  cursor.at++
  cursor.skipSpace()
  while (cursor.peek() !== ']' && !cursor.fault) {
    lines.push(cursor.line)
    cursor.skipValue()
    cursor.skipSpace()
    cursor.take(',')
    cursor.skipSpace()
  }
  return lines
}
