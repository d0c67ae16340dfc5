// The id of a resource is its path; every level below the provider is a type and a name:
//
//   /subscriptions/…/resourceGroups/prod/providers/Microsoft.Network/virtualNetworks/main/subnets/web
//                                                  └──────────── typed path ─────────────────────┘

/** Azure answers ids in any mixture of cases, and means the same. */
export const normaliseId = (id: string): string => id.toLowerCase()

/** What the id is of, in lower case: `microsoft.network/virtualnetworks/subnets`. Null for what is no path. */
export function typeOfId(id: string): string | null {
  const found = /\/providers\/([^/]+)\/(?!.*\/providers\/)(.+)$/i.exec(id)
  if (!found) return null
  const [, provider = '', path = ''] = found
  return [provider, ...path.split('/').filter((_, at) => at % 2 === 0)].join('/').toLowerCase()
}

/** The id of the resource that holds it: without the last type and name. */
export const parentId = (id: string): string => id.split('/').slice(0, -2).join('/')

/** The last name in it, as it is written. */
export const nameInId = (id: string): string => id.slice(id.lastIndexOf('/') + 1)

/** Does it begin as every id does? */
export const isResourceId = (id: string): boolean =>
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/[^/]+\/[^/]+\/[^/]/i.test(id)
