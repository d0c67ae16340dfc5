import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readSources, type SourceFile } from '../source-scan'

/*
 * Every way in, found by itself: what the files of server actions export, and every method of every route. A new one
 * is found the moment it is there; without a sample in the tables beside this file the test fails and names it.
 */

export type Action = (...args: unknown[]) => Promise<unknown>
export type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>
export type Params = Record<string, string>

export type ActionDoor = { readonly kind: 'action'; readonly name: string; readonly call: Action }
export type RouteDoor = {
  readonly kind: 'route'
  /** "GET /api/groups/[groupId]" */
  readonly name: string
  readonly method: string
  /** What stands in brackets. */
  readonly params: readonly string[]
  readonly path: string
  readonly call: Handler
}
export type Door = ActionDoor | RouteDoor

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

export async function findDoors(root: string): Promise<Door[]> {
  const sources = readSources(['app'])
  const load = async ({ path }: SourceFile) =>
    (await import(/* @vite-ignore */ pathToFileURL(join(root, path)).href)) as Record<string, unknown>
  const doors: Door[] = []
  for (const file of sources.filter(({ path }) => path.endsWith('/actions.ts')))
    for (const [name, call] of Object.entries(await load(file)))
      doors.push({ kind: 'action', name, call: call as Action })
  for (const file of sources.filter(({ path }) => /(^|\/)route\.tsx?$/.test(path))) {
    const exported = await load(file)
    // Folders in parentheses are for us, and not in a URL.
    const path = `/${file.path
      .split('/')
      .slice(1, -1)
      .filter((part) => !part.startsWith('('))
      .join('/')}`
    const params = [...path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map((match) => match[1] ?? '')
    for (const method of METHODS.filter((one) => typeof exported[one] === 'function'))
      doors.push({
        kind: 'route',
        name: `${method} ${path}`,
        method,
        params,
        path,
        call: exported[method] as Handler,
      })
  }
  return doors
}
