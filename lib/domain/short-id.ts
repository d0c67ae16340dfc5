import { CLOUDS, cloudRules } from './cloud-rules'

/** `within`: the resource group of a resource, whose id is a path; null where an id says nothing of the kind. */
export type ShortId = { readonly name: string; readonly within: string | null }

/**
 * What is shown of an id that may be as long as a path: its last part, and the resource group that it lies in.
 * Text that no cloud knows as an id of its own is shown as it is.
 */
export function shortId(id: string): ShortId {
  for (const cloud of CLOUDS) {
    const within = cloudRules[cloud].resourceGroupOf(id)
    const name = id.slice(id.lastIndexOf('/') + 1)
    if (within !== null && name !== '') return { name, within }
  }
  return { name: id, within: null }
}

/** For the middle of a sentence: "pip-a". */
export const idName = (id: string): string => shortId(id).name

/** Where it stands alone: "pip-a in net-rg", or an id that is no path as it is. */
export function shortIdText(id: string): string {
  const { name, within } = shortId(id)
  return within === null ? name : `${name} in ${within}`
}

/** Where names alone could be of two things: "net-rg/vnet-main/web" for a subnet, every name on the way to it. */
export function idPath(id: string): string {
  const { within } = shortId(id)
  const [, path] = /\/providers\/[^/]+\/(.+)$/.exec(id) ?? []
  if (within === null || !path) return id
  return [within, ...path.split('/').filter((_, at) => at % 2 === 1)].join('/')
}
