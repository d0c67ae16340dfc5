/** Where a text stops being JSON: an offset into it, and what stands there. Null: it is JSON, or only cut short. */
export type JsonFault = { readonly at: number; readonly found: string }

/** One token, white space before it included. Whatever else stands in the text is a fault. */
const TOKEN =
  /[ \t\r\n]*(?:("(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/uy

type Awaited = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end'

/**
 * The first fault of one JSON value in `text` from `from` up to `to`.
 *
 * JSON.parse does not say in the same words in every version of Node where it stopped, and often not at all. This
 * runs only on an item that it has refused, so it may be slow; it is a table-driven walk over tokens.
 */
export function findJsonFault(text: string, from: number, to: number): JsonFault | null {
  const open: ('{' | '[')[] = []
  let awaited: Awaited = 'value'
  let at = from
  while (at < to) {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(text)
    const token = match?.[0].trimStart() ?? ''
    const next: Awaited | 'done' | null = match ? nextAwaited(awaited, token, open) : null
    if (next === null) return faultAt(text, at, to)
    at = TOKEN.lastIndex
    if (next === 'done') return at < to && text.slice(at, to).trim() !== '' ? faultAt(text, at, to) : null
    awaited = next
  }
  return null
}

/** What may follow the token; null where it may not stand. `open` is kept up to date. */
function nextAwaited(awaited: Awaited, token: string, open: ('{' | '[')[]): Awaited | 'done' | null {
  const isString = token.startsWith('"')
  switch (awaited) {
    case 'colon':
      return token === ':' ? 'value' : null
    case 'key':
    case 'key-or-end':
      if (isString) return 'colon'
      return awaited === 'key-or-end' && token === '}' ? close(open) : null
    case 'comma-or-end':
      if (token === ',') return open.at(-1) === '{' ? 'key' : 'value'
      return token === (open.at(-1) === '{' ? '}' : ']') ? close(open) : null
    case 'value':
    case 'value-or-end':
      if (token === '{' || token === '[') {
        open.push(token)
        return token === '{' ? 'key-or-end' : 'value-or-end'
      }
      if (token === ']') return awaited === 'value-or-end' ? close(open) : null
      if (token === '}' || token === ',' || token === ':') return null
      return open.length === 0 ? 'done' : 'comma-or-end'
  }
}

function close(open: ('{' | '[')[]): Awaited | 'done' {
  open.pop()
  return open.length === 0 ? 'done' : 'comma-or-end'
}

function faultAt(text: string, from: number, to: number): JsonFault {
  let at = from
  while (at < to && ' \t\r\n'.includes(text.charAt(at))) at++
  return { at, found: excerptAt(text, at) }
}

/** So much of a line is enough to find it again. */
const EXCERPT_LENGTH = 24

/** What stands there, up to the end of the line, cut to a length that fits into a sentence. */
export function excerptAt(text: string, at: number): string {
  const [line = ''] = text.slice(at, at + EXCERPT_LENGTH + 1).split(/[\r\n]/)
  // Control characters would garble the sentence that quotes this.
  const shown = line.replace(/\p{Cc}/gu, ' ').trimEnd()
  return shown.length > EXCERPT_LENGTH ? `${shown.slice(0, EXCERPT_LENGTH)}…` : shown
}
