/*
 * What is logged is read by more people, and kept in more places, than what it is about. Whatever is under a name like
 * these is left out wherever it stands; so is what follows such a name in a text: a header, or the query of a link.
 */
const SECRET_NAME =
  /authorization|cookie|pass(word|phrase|wd)|token|secret|api-?key|credential|otp|recovery-?code/i
const HEADER = /\b(bearer|basic)\s+[\w.~+/=-]+/gi
const ASSIGNED =
  /\b((?:set-)?cookie|authorization|\w*(?:password|passphrase|token|secret|api_?key))("?\s*[=:]\s*)("[^"]*"|[^\s&,;"}]+)/gi

const LEFT_OUT = '[left out]'
/** Deeper is nothing that a line of a log should have. */
const DEEPEST = 6

/** A copy that can be written down. Errors become what is told of them. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string')
    return value.replace(HEADER, `$1 ${LEFT_OUT}`).replace(ASSIGNED, `$1$2${LEFT_OUT}`)
  if (typeof value !== 'object' || value === null) return value
  if (depth === DEEPEST) return '[deeper]'
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, depth + 1))
  if (value instanceof Date) return value
  if (value instanceof Map || value instanceof Set) return withoutSecrets([...value], depth)
  const plain = value instanceof Error ? told(value) : value
  return Object.fromEntries(
    Object.entries(plain).map(([name, one]) => [
      name,
      SECRET_NAME.test(name) ? LEFT_OUT : withoutSecrets(one, depth + 1),
    ]),
  )
}

const told = (error: Error): Record<string, unknown> => ({
  ...error,
  ...{ type: error.name, message: error.message, stack: error.stack },
  ...(error.cause === undefined ? {} : { cause: error.cause }),
})
