import { excerptAt } from './json-fault'

/**
 * Nothing behind this place can be read. `key`: the wanted key in whose array it is; `inObject`: it is in an object that
 * would have been an item by itself.
 */
export type BrokenOff = {
  readonly kind: 'broken'
  readonly key: string | null
  readonly inObject: boolean
  readonly reason: 'not-json' | 'truncated'
  readonly line: number
  readonly column: number
  readonly found: string
}

const QUOTE = 34
const BACKSLASH = 92
const NEWLINE = 10
const FIRST_KEY = /\{\s*"([^"\\\n]*)"/y
const SCALAR = /(?:-?\d[\d.eE+-]*|true|false|null)/y

/** A place in the text. After a `fault` it does not move any more. */
export class Cursor {
  at = 0
  line = 1
  lineStart = 0
  fault: 'not-json' | 'truncated' | null = null
  openKey: string | null = null
  isInObject = false
  constructor(readonly text: string) {}

  peek(): string {
    return this.text.charAt(this.at)
  }

  broken(reason: 'not-json' | 'truncated'): BrokenOff {
    const { at, line, lineStart, openKey: key, isInObject: inObject } = this
    const place = { line, column: at - lineStart + 1, found: excerptAt(this.text, at) }
    return { kind: 'broken', key, inObject, reason, ...place }
  }

  /** Always false, so that callers can return it. */
  fail(): false {
    this.fault = this.at >= this.text.length ? 'truncated' : 'not-json'
    return false
  }

  skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code === NEWLINE) {
        this.line++
        this.lineStart = this.at + 1
      } else if (code !== 32 && code !== 9 && code !== 13) return
      this.at++
    }
  }

  /** Moves behind the character if it stands here. */
  take(wanted: string): boolean {
    if (this.peek() !== wanted) return false
    this.at++
    return true
  }

  expect(wanted: string): boolean {
    this.skipSpace()
    return this.take(wanted) || this.fail()
  }

  /** A key and its colon; null after a fault. */
  readKey(): string | null {
    this.skipSpace()
    const from = this.at
    if (this.peek() !== '"') {
      this.fail()
      return null
    }
    if (!this.skipString()) return null
    const to = this.at
    if (!this.expect(':')) return null
    this.skipSpace()
    return this.text.slice(from + 1, to - 1)
  }

  /** The first key of the object that begins here, without moving; null if there is none. */
  peekKey(): string | null {
    FIRST_KEY.lastIndex = this.at
    return FIRST_KEY.exec(this.text)?.[1] ?? null
  }

  skipString(): boolean {
    const { text } = this
    for (let i = this.at + 1; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === QUOTE) {
        this.at = i + 1
        return true
      }
      if (code === BACKSLASH) i++
      // A string ends on its line. Without this, one lost quote would turn the rest of the file inside out.
      else if (code === NEWLINE) return this.fail()
    }
    this.at = text.length
    return this.fail()
  }

  /** Moves behind the value that begins here, by brackets and quotes alone. */
  skipValue(): boolean {
    const first = this.peek()
    if (first === '"') return this.skipString()
    if (first === '{' || first === '[') return this.skipBrackets()
    SCALAR.lastIndex = this.at
    if (!SCALAR.test(this.text)) return this.fail()
    this.at = SCALAR.lastIndex
    return true
  }

  private skipBrackets(): boolean {
    const { text } = this
    const awaited: number[] = []
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at)
      if (code === QUOTE) {
        if (!this.skipString()) return false
        continue
      }
      if (code === NEWLINE) {
        this.line++
        this.lineStart = this.at + 1
      } else if (code === 123 || code === 91) {
        // Both closing brackets stand two places behind their opening ones.
        awaited.push(code + 2)
      } else if (code === 125 || code === 93) {
        if (awaited.pop() !== code) return this.fail()
        if (awaited.length === 0) {
          this.at++
          return true
        }
      }
      this.at++
    }
    return this.fail()
  }
}
