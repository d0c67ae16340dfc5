import { ROUTE_PARAMETERS } from '@/lib/api/route-parameters'
import { readSources, withoutComments } from './source-scan'

/* Every way in, as the files of `app` state it: what is not found here is not asked about by any test of doors. */

export type ScannedRoute = {
  readonly file: string
  readonly method: string
  /** "/api/groups/[groupId]" */
  readonly path: string
  /** The name of its door; undefined where it goes through none. */
  readonly door: string | undefined
}

const sources = readSources(['app'])

/** Folders in parentheses are for us, and not in a URL. */
const pathOf = (file: string): string =>
  `/${file
    .split('/')
    .slice(1, -1)
    .filter((part) => !part.startsWith('('))
    .join('/')}`

/** name → the name of the door that its body goes through, null where it goes through none. */
export function actionsOf(text: string): [exported: string, door: string | null][] {
  return withoutComments(text)
    .split(/^export /m)
    .slice(1)
    .map((part) => {
      const name = /^(?:const|async function|function)\s+(\w+)/.exec(part)?.[1] ?? part.slice(0, 40)
      return [name, /=>\s*through\(\s*'(\w+)'/.exec(part)?.[1] ?? null]
    })
}

/** One for each method, in the order of the methods. */
export const doorsOfRoute = (text: string): string[] =>
  [...withoutComments(text).matchAll(/\banswer[A-Z]\w*\(\s*'(\w+)'\s*,\s*request\b/g)].map(
    (match) => match[1] ?? '',
  )

export const methodsOf = (text: string): string[] =>
  [...withoutComments(text).matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm)].map(
    (match) => match[1] ?? '',
  )

export const scanActions = (): [exported: string, door: string | null][] =>
  sources.filter(({ path }) => path.endsWith('/actions.ts')).flatMap(({ text }) => actionsOf(text))

export const scanRoutes = (): ScannedRoute[] =>
  sources
    .filter(({ path }) => /^app\/.*\/?route\.tsx?$/.test(path))
    .flatMap(({ path, text }) => {
      const doors = doorsOfRoute(text)
      return methodsOf(text).map((method, index) => ({
        ...{ file: path, method, path: pathOf(path), door: doors[index] },
      }))
    })

/** Whatever a page, or what it shows, reads of its address. */
export const scanPageParameters = (): string[] => {
  const reads = [...sources, ...readSources(['components'])].flatMap(({ text }) => [
    ...withoutComments(text).matchAll(
      /\)\('(\w+)'\)|\bsaid\('(\w+)'\)|\b(\w+): parseAs|useQueryState\(\s*'(\w+)'/g,
    ),
  ])
  const names = reads.flatMap((match) => match.slice(1).flatMap((name) => name ?? []))
  return [...new Set([...names, ...Object.values(ROUTE_PARAMETERS).flat()])].sort()
}

/** Where there is a page: "/groups/[groupId]". */
export const scanPages = (): string[] =>
  sources.filter(({ path }) => /\/page\.tsx$/.test(path)).map(({ path }) => pathOf(path))
