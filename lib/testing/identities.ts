import { everResumed, type StatefulInstance } from '@/lib/domain/stateful-instance'
import { at, type RunningWorld } from './running-world'

type Identity = {
  readonly subnetId: string | null
  readonly address: string | null
  readonly interfaceId: string | null
  readonly publicIpId: string | null
  readonly floats: boolean
  readonly resumed: boolean
}

/** The small model of A1: what every instance has had, and must have for as long as it lives. */
export class Identities {
  private readonly known = new Map<string, Map<string, Identity>>()
  private readonly asked = new Set<string>()
  private readonly lostInterfaces = new Set<string>()
  private readonly places = new Set<string>()

  /** An operator asked for this instance's end, or for the group's. */
  mayGo(instanceId: string): void {
    this.asked.add(instanceId)
  }

  /** Deleted behind our back. */
  lost(interfaceId: string): void {
    this.lostInterfaces.add(interfaceId)
  }

  /** What changed that never may. */
  see(groupId: string, instances: readonly StatefulInstance[]): string[] {
    const before = this.known.get(groupId) ?? new Map<string, Identity>()
    const now = new Map(instances.map((one) => [one.id, identityOf(one)]))
    this.known.set(groupId, now)
    for (const one of now.values())
      if (one.subnetId && one.address) this.places.add(`${one.subnetId} ${one.address}`)
    const problems: string[] = []
    for (const [id, had] of before) {
      const has = now.get(id)
      if (!has) {
        if (had.resumed && !this.asked.has(id)) problems.push(`${id} is gone, and nobody asked for it`)
        continue
      }
      if (had.floats) continue
      if (had.address !== has.address)
        problems.push(`A1: the address of ${id} changed from ${had.address} to ${has.address}`)
      if (had.publicIpId && had.publicIpId !== has.publicIpId)
        problems.push(`A1: the Elastic IP of ${id} changed to ${has.publicIpId}`)
      const kept = had.interfaceId === null || this.lostInterfaces.has(had.interfaceId)
      if (!kept && had.interfaceId !== has.interfaceId)
        problems.push(`A1: the interface of ${id} changed from ${had.interfaceId} to ${has.interfaceId}`)
    }
    return problems
  }

  /** B5: of every hold of ours, the event that began it, and the one that ended it. */
  async checkHistory(world: RunningWorld): Promise<void> {
    const problems: string[] = []
    for (const place of this.places) {
      const [subnetId = '', address = ''] = place.split(' ')
      const events = await world.store.events({ address, subnetId, limit: 1000 })
      for (const hold of await world.store.reads.holdHistory({ address, subnetId, limit: 1000 })) {
        if (hold.holder.kind !== 'instance') continue
        const { instanceId } = hold.holder
        const own = events.filter((event) => event.instanceId === instanceId)
        const told = (moment: string | null) => own.some((event) => event.at === moment)
        if (!told(hold.since)) problems.push(`${address}: nothing tells that ${instanceId} took it`)
        if (hold.until && !told(hold.until))
          problems.push(`${address}: nothing tells that ${instanceId} let it go at ${hold.until}`)
      }
    }
    if (problems.length > 0) throw new Error(problems.join('\n'))
  }
}

function identityOf(instance: StatefulInstance): Identity {
  const { subnetId, interfaceId, publicIpId, origin } = instance
  return {
    subnetId,
    address: at(instance),
    interfaceId,
    publicIpId,
    floats: origin === 'floating',
    resumed: everResumed(instance),
  }
}
