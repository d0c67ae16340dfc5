/**
 * Reads source files as text for the tests that keep the house in order. Regular expressions, not a compiler:
 * fast, independent of the TypeScript version, and exact enough for code that a formatter has laid out.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface SourceFile {
  /** Relative to the project's folder, with `/`. */
  readonly path: string
  readonly text: string
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SKIPPED = new Set(['node_modules', 'generated', '.next', '.cache', 'data'])

/** Every source file under the given top-level folders; folders that do not exist count as empty. */
export function readSources(folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) => filesUnder(folder))
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

/** The names of the folders directly in `folder`. */
export function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}

function filesUnder(folder: string): string[] {
  let entries: ReturnType<typeof readEntries>
  try {
    entries = readEntries(folder)
  } catch {
    return []
  }
  return entries
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? filesUnder(path) : [path]
    })
}

const readEntries = (folder: string) => readdirSync(join(ROOT, folder), { withFileTypes: true })

/** What a file imports: our own files as paths without extension, packages by name, built-ins as `node:…`. */
export function importsOf(file: SourceFile): string[] {
  const found = [...withoutComments(file.text).matchAll(IMPORT)]
  return found.map((match) => resolve(file.path, match[1] ?? match[2] ?? ''))
}

// import … from 'x' · export … from 'x' · import 'x' — and — import('x') · require('x')
const IMPORT =
  /^[ \t]*(?:import|export)\b(?:[^'"`;=]*?\bfrom\s*)?\s*['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]/gm

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('@/')) return bare(specifier.slice(2))
  if (specifier.startsWith('.')) return bare(posix.join(posix.dirname(from), specifier))
  if (specifier.startsWith('node:')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

export const bare = (path: string): string => path.replace(/\.(tsx?|mjs|js)$/, '')

// Texts are matched too, so that the // in 'http://…' does not begin a comment; a backslash hides what follows.
const TOKEN = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g

export function withoutComments(text: string): string {
  return text.replace(TOKEN, (token) => (token.startsWith('/') ? '' : token))
}

/** Only what runs: neither comments nor the insides of texts. */
export function codeOnly(text: string): string {
  return text.replace(TOKEN, (token) => (token.startsWith('/') ? '' : `${token[0]}${token[0]}`))
}
