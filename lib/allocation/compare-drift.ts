import { CloudLook, type Coverage, type SeenMachine } from '@/lib/domain/cloud-look'
import { cloudOfId } from '@/lib/domain/cloud-rules'
import { publicIpPoolOf } from '@/lib/domain/config-parts'
import type { Drift } from '@/lib/domain/drift'
import { heldBy } from '@/lib/domain/drift-held'
import { Ours } from '@/lib/domain/drift-ours'
import { findDrift } from '@/lib/domain/find-drift'
import { findGroupDrift } from '@/lib/domain/find-pool-drift'
import { unknownInterface, unknownPublicIp } from '@/lib/domain/find-unknown-drift'
import type { Inventory } from '@/lib/domain/inventory'
import { inTurns } from '@/lib/domain/slices'
import type { Subnet } from '@/lib/domain/subnet'
import type { Allocation } from './command'
import type { GroupSnapshot, Store } from './ports/store'
import type { TakenInventory } from './take-inventory'

/*
 * The comparison in slices: an account may have 50,000 interfaces and 10,000 instances, and while they are gone through
 * everybody else has their turn (less than 50 ms apart).
 */

/** A few milliseconds of work each. */
const INTERFACES_PER_SLICE = 1_000
const MEMBERS_PER_SLICE = 500

export type OthersTurn = () => Promise<void>

export const othersTurnOf =
  ({ surroundings }: Pick<Allocation, 'surroundings'>): OthersTurn =>
  () =>
    surroundings.wait(0)

/** What was read of a cloud, ready to be compared with. */
export async function lookAt(
  inventory: Inventory,
  machines: readonly SeenMachine[] | null,
  coverage: Coverage,
  othersTurn: OthersTurn,
): Promise<CloudLook> {
  const { interfaces, ...rest } = inventory
  const prefixes = interfaces.flatMap((one) => one.prefixes)
  const look = new CloudLook(rest, machines, coverage, prefixes)
  for (let start = 0; start < interfaces.length; start += INTERFACES_PER_SLICE) {
    look.addInterfaces(interfaces.slice(start, start + INTERFACES_PER_SLICE))
    await othersTurn()
  }
  return look
}

/** Everything of ours, of every group. `also`: what else is to be done with each while it is read. */
export async function readOurs(
  store: Store,
  othersTurn: OthersTurn,
  also: (snapshot: GroupSnapshot) => void = () => undefined,
): Promise<Ours> {
  const ours = new Ours(new Set(await store.keptInterfaceIds()))
  for await (const snapshot of groupsOf(store)) {
    await inTurns(ours.add(snapshot), othersTurn)
    also(snapshot)
    await othersTurn()
  }
  return ours
}

/** Groups that are live or being deleted. All of them are read, with their members: at most once in a look. */
async function* groupsOf(
  store: Pick<Store, 'standingGroupIds' | 'groupSnapshot'>,
): AsyncGenerator<GroupSnapshot> {
  for (const groupId of await store.standingGroupIds()) {
    const snapshot = await store.groupSnapshot(groupId)
    if (snapshot) yield snapshot
  }
}

export type Compared = {
  readonly look: CloudLook
  readonly ours: Ours
  readonly subnets: ReadonlyMap<string, Subnet>
  /** When the look began: what changed since is left to the next one. */
  readonly began: string
}

/** What of one group differs. One that is being deleted is not judged. */
export async function compareGroup(
  snapshot: GroupSnapshot,
  { look, ours, subnets, began }: Compared,
  othersTurn: OthersTurn,
): Promise<Drift[]> {
  if (snapshot.group.state !== 'live') return []
  const found = await inTurns(findGroupDrift(snapshot.group, look, ours, subnets), othersTurn)
  let sinceTurn = 0
  for (const held of heldBy(snapshot, began)) {
    found.push(...findDrift(held, look))
    sinceTurn += 1
    if (sinceTurn < MEMBERS_PER_SLICE) continue
    sinceTurn = 0
    await othersTurn()
  }
  return found
}

/** What bears our name and is on no record, whoever's group it was of. */
export async function compareUnknown(
  { look, ours, began }: Compared,
  store: Pick<Store, 'standingGroupIds' | 'groupSnapshot'>,
  othersTurn: OthersTurn,
): Promise<Drift[]> {
  const found: Drift[] = []
  let sinceTurn = 0
  for (const one of look.allInterfaces()) {
    const drift = unknownInterface(one, ours, began)
    if (drift) found.push(drift)
    sinceTurn += 1
    if (sinceTurn < INTERFACES_PER_SLICE) continue
    sinceTurn = 0
    await othersTurn()
  }
  const publicIps = [...look.allPublicIps()]
  const unknown = publicIps.filter((one) => unknownPublicIp(one, ours, NONE))
  if (unknown.length === 0) return found
  const pooled = await pooledPublicIps(store)
  return [...found, ...unknown.flatMap((one) => unknownPublicIp(one, ours, pooled) ?? [])]
}

const NONE: ReadonlySet<string> = new Set()

/**
 * Members of public IP pools: whatever they are called, they were not made for a VM. Every group is read for them, so they
 * are asked for only where something looks unknown.
 */
async function pooledPublicIps(store: Parameters<typeof groupsOf>[0]): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  for await (const { group } of groupsOf(store)) for (const id of publicIpPoolOf(group.config)) ids.add(id)
  return ids
}

export const knownSubnets = async (store: Store): Promise<ReadonlyMap<string, Subnet>> =>
  new Map((await store.inventoryBesideInterfaces()).subnets.map((one) => [one.id, one]))

/**
 * The same comparison offline (B3: nothing is written): what the imported files alone reveal. Nothing is known of
 * machines, and only what the files list completely tells that something is missing.
 */
export async function compareImport(
  allocation: Pick<Allocation, 'store' | 'surroundings'>,
  taken: TakenInventory,
): Promise<Drift[]> {
  const { store, surroundings } = allocation
  const othersTurn = othersTurnOf(allocation)
  const coverage: Coverage = { scope: taken.scope, leftOut: taken.leftOut ?? new Set(), whole: false }
  const look = await lookAt(taken.inventory, null, coverage, othersTurn)
  const compared: Compared = {
    ...{ look, ours: await readOurs(store, othersTurn), subnets: await knownSubnets(store) },
    began: surroundings.now(),
  }
  const clouds = new Set(
    Object.values(taken.inventory).flatMap((list) => list.map(({ id }) => cloudOfId(id))),
  )
  const found: Drift[] = []
  for await (const snapshot of groupsOf(store)) {
    if (!clouds.has(snapshot.group.config.cloud)) continue
    found.push(...(await compareGroup(snapshot, compared, othersTurn)))
  }
  return [...found, ...(await compareUnknown(compared, store, othersTurn))]
}
