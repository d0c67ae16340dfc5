// Azure's ids are paths. They mean the same in any mixture of cases; here they are in lower case.

export const resourcePath = (
  subscription: string,
  resourceGroup: string,
  type: 'networkinterfaces' | 'publicipaddresses' | 'virtualmachines',
  name: string,
): string => {
  const provider = type === 'virtualmachines' ? 'microsoft.compute' : 'microsoft.network'
  return `/subscriptions/${subscription}/resourcegroups/${resourceGroup}/providers/${provider}/${type}/${name}`.toLowerCase()
}

export const subscriptionOf = (id: string): string | null =>
  /^\/subscriptions\/([^/]+)\//i.exec(id)?.[1] ?? null

/** The kind of a security group is in its path. */
export function splitGroups(ids: readonly string[]): { network: string[]; application: string[] } {
  const lower = ids.map((id) => id.toLowerCase())
  const isApplication = (id: string): boolean => id.includes('/applicationsecuritygroups/')
  return {
    network: lower.filter((id) => !isApplication(id)),
    application: lower.filter(isApplication),
  }
}
