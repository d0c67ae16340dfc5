import { type BrokenOff, Cursor } from './json-cursor'
import { findJsonFault } from './json-fault'

/** What a walk through a file meets, in order. Lines and columns count from 1. */
export type PageEvent =
  /** One element of an array under one of the wanted keys, parsed. */
  | { readonly kind: 'item'; readonly key: string; readonly value: unknown; readonly line: number }
  /** One element that is not JSON inside; its brackets match, so the walk goes on behind it. */
  | {
      readonly kind: 'bad-item'
      readonly key: string
      readonly line: number
      readonly column: number
      readonly found: string
    }
  /** A page ended. `wanted` are the wanted keys that it had, `keys` the first few of any kind. */
  | {
      readonly kind: 'page'
      readonly line: number
      readonly keys: readonly string[]
      readonly wanted: readonly string[]
      readonly hasNextToken: boolean
    }
  | BrokenOff

/** Pages come bare, one after the other, or in one array; deeper than that they are nobody's output. */
const DEEPEST_PAGE_ARRAY = 2
const KEYS_REMEMBERED = 8

/**
 * Walks a file of pages `{ "Vpcs": [ …items… ], "NextToken": … }`: one, several behind each other, or an array of them.
 *
 *   {"Vpcs": [ {…}, {…} ]} {"Vpcs": [ {…} ]}
 *              item item  page        item  page
 *
 * The file is not parsed as a whole. The walk only matches brackets and quotes, and hands every item to JSON.parse by
 * itself. So a file that is cut off yields what came before, one bad item costs one item, a fault has a line, memory
 * holds one item at a time, and the caller can pause between any two of them.
 */
export function* readPages(text: string, wantedKeys: ReadonlySet<string>): Generator<PageEvent, void> {
  const cursor = new Cursor(text)
  if (text.charCodeAt(0) === BYTE_ORDER_MARK) cursor.at = 1
  cursor.skipSpace()
  while (cursor.at < text.length) {
    yield* readTop(cursor, wantedKeys, 0)
    if (cursor.fault) return yield cursor.broken(cursor.fault)
    cursor.skipSpace()
  }
}

const BYTE_ORDER_MARK = 0xfeff

function* readTop(cursor: Cursor, wanted: ReadonlySet<string>, depth: number): Generator<PageEvent, void> {
  if (cursor.peek() === '{') return yield* readPage(cursor, wanted)
  const { line } = cursor
  if (cursor.peek() === '[' && depth < DEEPEST_PAGE_ARRAY) {
    yield* readElements(cursor, () => readTop(cursor, wanted, depth + 1))
  } else if (cursor.skipValue()) {
    yield { kind: 'page', line, keys: [], wanted: [], hasNextToken: false }
  }
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

function* readItem(cursor: Cursor, key: string): Generator<PageEvent, void> {
  const { at: from, line, lineStart } = cursor
  if (!cursor.skipValue()) return
  const parsed = parseJson(cursor.text.slice(from, cursor.at))
  if (parsed.ok) return yield { kind: 'item', key, value: parsed.value, line }
  const fault = findJsonFault(cursor.text, from, cursor.at) ?? { at: from, found: '' }
  yield { kind: 'bad-item', key, ...placeOf(cursor.text, fault.at, line, lineStart), found: fault.found }
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
