/*
 * What the simulated clouds have, asked with their own describe calls over plain HTTP: not through the adapters that
 * Holdfast uses.
 */

export type CloudInterface = {
  readonly id: string
  readonly subnetId: string
  readonly addresses: readonly string[]
  readonly machineId: string | null
  /** Whose our tag says that it is; null: somebody else's. */
  readonly tag: string | null
}

export type CloudMachine = {
  readonly id: string
  readonly isRunning: boolean
  readonly interfaceId: string | null
  readonly tag: string | null
}

export type CloudPublicIp = {
  readonly id: string
  readonly interfaceId: string | null
  /** Whom it was made for; null: it was there before. */
  readonly tag: string | null
}

export type Truth = {
  readonly interfaces: readonly CloudInterface[]
  /** Those that are not on their way out. */
  readonly machines: readonly CloudMachine[]
  readonly publicIps: readonly CloudPublicIp[]
}

type Item = { readonly [field: string]: unknown }

/** How often a look is tried whose connection breaks. */
const MOST_TRIES = 5

/**
 * A connection that was kept may be ended by the other side in the moment it is used, on a busy machine above all, or be
 * one to a cloud that was killed. That says nothing about the cloud, and looking again changes nothing in it.
 */
async function ask(url: string, operation: string, input: object): Promise<Response> {
  for (let tries = 1; ; tries++) {
    try {
      return await fetch(`${url}/call/${operation}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      })
    } catch (error) {
      // fetch throws a TypeError where a connection could not be made or broke.
      if (!(error instanceof TypeError)) throw error
      if (tries === MOST_TRIES)
        throw new Error(`${operation} was not answered: ${error.cause}`, { cause: error })
    }
  }
}

/** Null: what was asked for is gone by now. */
async function call(url: string, operation: string, input: object): Promise<unknown> {
  const answer = await ask(url, operation, input)
  const said = (await answer.json()) as { kind: string; value?: unknown; code?: string; message?: string }
  if (said.code === 'ResourceNotFound') return null
  if (said.kind !== 'answer') throw new Error(`${operation} was not answered: ${said.message}`)
  return said.value
}

async function all(url: string, operation: string): Promise<Item[]> {
  const items: Item[] = []
  for (let pageToken: string | null = null; ; ) {
    const page = (await call(url, operation, { pageToken })) as { items: Item[]; nextToken: string | null }
    items.push(...page.items)
    pageToken = page.nextToken
    if (pageToken === null) return items
  }
}

const maybe = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const interfaceOf = (item: Item): CloudInterface => ({
  ...{ id: String(item.id), subnetId: String(item.subnetId), addresses: item.addresses as string[] },
  ...{ machineId: maybe(item.machineId), tag: maybe(item.instanceId) },
})

const associated = (item: Item): string | null =>
  (item.association as { interfaceId: string | null } | null)?.interfaceId ?? null

/** Faults of the clouds must be off. */
export async function readTruth(url: string): Promise<Truth> {
  const [enis, instances, elastic, nics, vms, publicIps] = await Promise.all(
    [
      'DescribeNetworkInterfaces',
      'DescribeInstances',
      'DescribeAddresses',
      'NetworkInterfaces_List',
      'VirtualMachines_List',
      'PublicIPAddresses_List',
    ].map((operation) => all(url, operation)),
  )
  const machines = [
    ...(instances ?? []).map((item) => ({
      ...{ id: String(item.id), interfaceId: maybe(item.interfaceId), tag: maybe(item.instanceId) },
      ...{
        isRunning: item.state === 'running',
        isLeaving: !['pending', 'running'].includes(`${item.state}`),
      },
    })),
    ...(vms ?? []).map((item) => ({
      ...{ id: String(item.id), interfaceId: maybe(item.primaryInterfaceId), tag: maybe(item.instanceId) },
      ...{ isRunning: item.state === 'Running', isLeaving: item.state === 'Deallocating' },
    })),
  ]
  const tags = await Promise.all(
    (publicIps ?? []).map(({ id }) => call(url, 'PublicIPAddresses_Get', { id }) as Promise<Item | null>),
  )
  return {
    interfaces: [...(enis ?? []), ...(nics ?? [])].map(interfaceOf),
    machines: machines.filter((one) => !one.isLeaving),
    publicIps: [
      ...(elastic ?? []).map((item) => ({ id: String(item.id), interfaceId: associated(item), tag: null })),
      ...(publicIps ?? []).map((item, index) => ({
        ...{ id: String(item.id), interfaceId: associated(item), tag: maybe(tags[index]?.instanceId) },
      })),
    ],
  }
}
