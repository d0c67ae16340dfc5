/** The call stack ends at some depth. */
const DEEPEST = 1_000

/**
 * A value as text, for a failure and for what travels as text. No more of it is looked at than is shown: what is sent
 * is large, and written whole it would take longer than what it is sent to.
 */
export function shown(value: unknown, most = 400): string {
  const parts: string[] = []
  let left = most
  const write = (text: string): boolean => {
    parts.push(text.length > left ? `${text.slice(0, left)}…` : text)
    left -= text.length
    return left > 0
  }
  const walk = (one: unknown, depth: number): boolean => {
    if (typeof one === 'string') return write(JSON.stringify(one.slice(0, left + 1)))
    if (typeof one === 'bigint') return write(`${one}n`)
    if (typeof one !== 'object' || one === null) return write(String(one))
    if (depth > DEEPEST) return write('…')
    if (Array.isArray(one)) return between('[', ']', one.length, (at) => walk(one[at], depth + 1))
    if (one instanceof Date || one instanceof Blob || ArrayBuffer.isView(one))
      return write(Object.prototype.toString.call(one))
    const keys = Object.keys(one)
    return between('{', '}', keys.length, (at) => {
      const key = keys[at] ?? ''
      return (
        write(`${JSON.stringify(key.slice(0, left + 1))}:`) &&
        walk((one as Record<string, unknown>)[key], depth + 1)
      )
    })
  }
  const between = (open: string, close: string, count: number, each: (at: number) => boolean): boolean => {
    if (!write(open)) return false
    for (let at = 0; at < count; at++) if ((at > 0 && !write(',')) || !each(at)) return false
    return write(close)
  }
  walk(value, 0)
  return parts.join('')
}
