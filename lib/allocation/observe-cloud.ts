import { type Cloud as CloudName, cloudRules } from '@/lib/domain/cloud-rules'
import type { Expected, ExpectedKind } from '@/lib/domain/expected'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { type Allocation, applyIntent } from './command'
import type { Cloud, CloudAnswer, CloudError, ObservedMachine, Page } from './ports/cloud'
import type { Books, GroupSnapshot } from './ports/store'

/** Of a stateful instance or a VM; a VM's interfaces are looked at with everything else in the account. */
type Seen = {
  readonly id: string
  readonly state: StatefulInstance['state'] | PooledVm['state']
  readonly machineId: string | null
  readonly interfaceId: string | null
}

/** What to look at, how to ask for it, and what it means that it is not there. */
type Subject = {
  readonly kind: ExpectedKind
  readonly expectedOf: (member: Seen) => string | null
  readonly ask: (
    cloud: Cloud,
    query: { readonly ids: readonly string[]; readonly pageToken: string | null },
  ) => CloudAnswer<Page<{ readonly id: string }>>
  readonly meaning: 'interrupted' | 'interface-lost'
}

const MACHINES: Subject = {
  kind: 'machines',
  expectedOf: ({ state, machineId }) => (state === 'active' ? machineId : null),
  ask: async (cloud, query) => {
    const page = await cloud.describeMachines(query)
    return page.ok ? { ok: true, value: { ...page.value, items: page.value.items.filter(isAlive) } } : page
  },
  meaning: 'interrupted',
}

const isAlive = ({ state }: ObservedMachine): boolean => state === 'running' || state === 'pending'

const INTERFACES: Subject = {
  kind: 'interfaces',
  // A rolled-back instance (its address was taken) waits for an operator: looking again would try for ever.
  expectedOf: ({ state, interfaceId }) => (state === 'paused' ? interfaceId : null),
  ask: (cloud, query) => cloud.describeInterfaces(query),
  meaning: 'interface-lost',
}

/**
 * One look at what the cloud has done to our instances: machines that ended (A1, interruption) and interfaces of
 * paused instances that were deleted (A10). Each is handed to its group as an intent, so that it is planned,
 * journaled and told like any other change. Answers the cloud's error where it could not be asked.
 *
 * All groups are asked about together, as many ids in a call as it takes; of the record, only these ids are read, and a
 * group only where something of it is missing:
 *
 *   record   group a: i-1 i-2 i-3   group b: i-4 i-5
 *   cloud        i-1 i-2 ___ i-4 i-5                    i-3 is missing: group a, interrupted
 */
export async function observeCloud(
  allocation: Allocation<Books>,
  name: CloudName,
  cloud: Cloud,
): Promise<CloudError | null> {
  const { idsPerDescribe } = cloudRules[name]

  for (const subject of [MACHINES, INTERFACES])
    for await (const part of expectedInParts(allocation, { name, subject, most: idsPerDescribe })) {
      const present = await presentOf(cloud, subject, part)
      if ('error' in present) return present.error
      const missing = part.filter((one) => !present.ids.has(one.id))
      await tellGroups(allocation, subject, missing)
    }
  return null
}

type Wanted = { readonly name: CloudName; readonly subject: Subject; readonly most: number }

/** As many together as a call takes. */
async function* expectedInParts(
  { store }: Allocation<Books>,
  { name, subject, most }: Wanted,
): AsyncGenerator<readonly Expected[]> {
  let part: Expected[] = []
  for await (const page of store.expected(name, subject.kind))
    for (const one of page) {
      part.push(one)
      if (part.length < most) continue
      yield part
      part = []
    }
  if (part.length > 0) yield part
}

const seenOf = ({ instances, vms }: GroupSnapshot): readonly Seen[] =>
  vms.length === 0 ? instances : vms.map((vm) => ({ ...vm, interfaceId: null }))

async function presentOf(
  cloud: Cloud,
  { ask }: Subject,
  expected: readonly Expected[],
): Promise<{ readonly ids: ReadonlySet<string> } | { readonly error: CloudError }> {
  const asked = expected.map((one) => one.id)
  const ids = new Set<string>()
  let pageToken: string | null = null
  do {
    const page: Awaited<ReturnType<Subject['ask']>> = await ask(cloud, { ids: asked, pageToken })
    if (!page.ok) return { error: page.refusal }
    for (const { id } of page.value.items) ids.add(id)
    pageToken = page.value.nextToken
  } while (pageToken !== null)
  return { ids }
}

/** Since it was read, an instance may have got another machine: then nothing is missing of it. */
async function tellGroups(
  allocation: Allocation<Books>,
  { expectedOf, meaning }: Subject,
  missing: readonly Expected[],
): Promise<void> {
  const missed = new Map(missing.map((one) => [one.instanceId, one.id]))
  for (const groupId of new Set(missing.map((one) => one.groupId))) {
    const snapshot = await allocation.store.groupSnapshot(groupId)
    const instanceIds = (snapshot ? seenOf(snapshot) : [])
      .filter((instance) => missed.has(instance.id) && expectedOf(instance) === missed.get(instance.id))
      .map((instance) => instance.id)
    if (instanceIds.length === 0) continue
    const how = { requestKey: null, actor: 'cloud' } as const
    await applyIntent(allocation, { groupId }, { kind: meaning, instanceIds }, how)
  }
}
