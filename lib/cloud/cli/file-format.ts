import type { ImportFileProblem } from '@/lib/domain/import-problem'

/**
 * The longest file that is read, in characters. 50,000 ENIs as the CLI prints them take about 110 million; the
 * limit keeps a wrong file from filling the memory, and stays below half of what a string can hold.
 */
const MAXIMUM_FILE_CHARACTERS = 200 * 1024 * 1024

/** What a file is, if anything, shows in its beginning. */
const BEGINNING = 4096

/** Why the file cannot be JSON at all; null if it may be. */
export function recogniseNonJson(file: string, text: string): ImportFileProblem | null {
  if (text.length > MAXIMUM_FILE_CHARACTERS) {
    return { kind: 'too-large', file, characters: text.length, limit: MAXIMUM_FILE_CHARACTERS }
  }
  const beginning = text.slice(0, BEGINNING).replace(/^\ufeff/, '')
  const trimmed = beginning.trimStart()
  if (trimmed === '' && text.trim() === '') return { kind: 'empty-file', file }
  if (isBinary(beginning)) return { kind: 'binary', file, looksLike: looksLike(beginning) }
  if (beginning.includes('\u001b[')) return { kind: 'wrong-format', file, format: 'colours' }
  // Square brackets begin a list, or what the Azure CLI says about a change to come, before the list.
  if (/^[{[](?!Coming )/.test(trimmed)) return null
  return awsError(file, trimmed) ?? azureError(file, trimmed) ?? otherFormat(file, trimmed)
}

/** Undecodable bytes arrive as U+FFFD, and no text begins with them; a NUL is never in text. */
const isBinary = (text: string): boolean =>
  text.includes('\u0000') || text.slice(0, 4).includes('\ufffd') || isCompressed(text)

/** gzip and zip. */
const isCompressed = (text: string): boolean => text.startsWith('\u001f') || text.startsWith('PK\u0003\u0004')

function looksLike(text: string): 'utf-16' | 'compressed' | null {
  if (isCompressed(text)) return 'compressed'
  // ASCII text in UTF-16 has a NUL at every other place; its byte order mark cannot be decoded.
  const start = text.replace(/^\ufffd+/, '').slice(0, 8)
  const isEveryOtherNul = [...start].every(
    (one, i) => (one === '\u0000') === (start.indexOf('\u0000') % 2 === i % 2),
  )
  return start.includes('\u0000') && isEveryOtherNul ? 'utf-16' : null
}

/** What the AWS CLI says instead of an answer, e.g. because of `2>&1`. */
function awsError(file: string, text: string): ImportFileProblem | null {
  const answered =
    /An error occurred \(([^)\s]+)\) when calling the (\w+) operation[^:\n]*:\s*([^\r\n]*)/.exec(text)
  if (answered) {
    const [, code = null, operation = null, message = ''] = answered
    return { kind: 'cli-error', cloud: 'aws', file, code, operation, message: message.trim() }
  }
  const own =
    /^(?:aws: (?:error|\[ERROR\]): ?)?((?:Unable to locate credentials|Could not connect to the endpoint|The config profile|Error when retrieving|Error loading SSO|The SSO session|Partial credentials|You must specify a region|Invalid choice|Unknown options|argument )[^\r\n]*)/m.exec(
      text,
    )
  if (own)
    return {
      kind: 'cli-error',
      cloud: 'aws',
      file,
      code: null,
      operation: null,
      message: (own[1] ?? '').trim(),
    }
  const usage = /^(?:usage: aws\b|aws: (?:error|\[ERROR\]): ?)([^\r\n]*)/m.exec(text)
  return usage
    ? { kind: 'cli-error', cloud: 'aws', file, code: null, operation: null, message: usage[0].trim() }
    : null
}

/** A code in brackets, as Resource Manager answers; else what the command line tool itself found wrong. */
function azureError(file: string, text: string): ImportFileProblem | null {
  const of = { kind: 'cli-error', cloud: 'azure', file } as const
  const said = /^(?:ERROR: ?)?\(([A-Z][A-Za-z]+)\) ([^\r\n]*)/m.exec(text)
  if (said) {
    const [, code = null, message = ''] = said
    const [, operation = null] = /perform action '([^']+)'/.exec(message) ?? []
    return { ...of, code, operation, message: message.trim() }
  }
  const [, directory] = /^(?:ERROR: ?)?(AADSTS\d+)(?=:)/m.exec(text) ?? []
  const [, own] =
    /^(?:(?:ERROR|WARNING|az(?: [a-z-]+)*: error): *|az(?: [a-z-]+)*: (?='))([^\r\n]*)/m.exec(text) ?? []
  const [login] = /^Please run ['"]?az login[^\r\n]*/m.exec(text) ?? []
  const [change] = /^\[Coming breaking change\][^\r\n]*/.exec(text) ?? []
  const message = (own ?? login ?? change)?.trim()
  return message === undefined ? null : { ...of, code: directory ?? null, operation: null, message }
}

/** The other values of `--output`. */
function otherFormat(file: string, text: string): ImportFileProblem | null {
  const wrong = (format: 'table' | 'yaml' | 'text') => ({ kind: 'wrong-format', file, format }) as const
  if (/^[-+]{8,}\r?\n\|/.test(text) || /^\S[^\r\n]*\r?\n-{2,}(?: {2,}-{2,})* *(?:\r?\n|$)/.test(text))
    return wrong('table')
  if (/^(?:---\r?\n)?(?:- )?[A-Za-z]\w*:(?: |\r?\n|$)/.test(text)) return wrong('yaml')
  return /^[A-Z0-9_]+\t/.test(text) || /^[^\t\r\n]*\t[^\t\r\n]*\t/.test(text) ? wrong('text') : null
}
