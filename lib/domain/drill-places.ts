import type { DrillFact, NicFact } from './drill-fact'
import { type AddressTrack, FATES, type Fate, type PlaceReport } from './drill-report'

/** What a report says by name and not by id. */
export type Names = {
  readonly groups: ReadonlyMap<string, string>
  /** By the cloud's id. */
  readonly publicAddresses: ReadonlyMap<string, string>
}

/**
 * Follows every place of the groups through a drill, fact by fact. A stateful instance is its own place for ever; the
 * place of a VM passes to the VM that replaces it, and from one that failed to the next:
 *
 *   place    vmi-1 ──✕ strike                        addresses   ████████░░░░░░░░░░░░░░████████
 *              └────▶ vmi-7 fails ──▶ vmi-9 runs                  before  dark          after
 */
export class PlaceTrace {
  private readonly places: readonly Place[]
  private readonly byMember: Map<string, Place>

  /** `start`: one fact for each place, as it was before the strike. */
  constructor(start: readonly DrillFact[], struckMachines: ReadonlySet<string>) {
    this.places = start.map((first) => new Place(first, struckMachines))
    this.byMember = new Map(this.places.map((place) => [place.first.instanceId, place]))
  }

  /** In order of time. */
  learn(fact: DrillFact): void {
    const place = this.byMember.get(fact.instanceId) ?? heirOf(fact, this.places, this.byMember)
    if (!place) return
    this.byMember.set(fact.instanceId, place)
    place.learn(fact)
  }

  /** How many have an address that answers nobody. */
  dark(): number {
    return this.places.filter((place) => place.isDark()).length
  }

  reports(names: Names): readonly PlaceReport[] {
    return this.places.map((place) => place.report(names))
  }
}

/** The place that a new VM takes: of the one it replaces, else the one of its group that is empty the longest. */
function heirOf(
  { replacesId, groupId }: DrillFact,
  places: readonly Place[],
  byMember: ReadonlyMap<string, Place>,
): Place | null {
  const named = replacesId === null ? undefined : byMember.get(replacesId)
  if (named && !named.isTaken()) return named
  const empty = places.filter((place) => place.first.groupId === groupId && !place.isTaken())
  return empty.sort((a, b) => a.emptySince - b.emptySince)[0] ?? null
}

type Key = { readonly kind: AddressTrack['kind']; readonly nic: string | null }
type Darkness = Key & { from: number | null; until: number | null }

class Place {
  /** The latest fact of each that had the place, oldest first. */
  private readonly holders: Map<string, DrillFact>
  private readonly tracks: Darkness[]
  emptySince = 0

  constructor(
    readonly first: DrillFact,
    private readonly struckMachines: ReadonlySet<string>,
  ) {
    this.holders = new Map([[first.instanceId, first]])
    this.tracks = first.nics.flatMap(({ name, publicIpId }) => [
      { kind: 'private' as const, nic: name, ...this.darkness() },
      ...(publicIpId === null ? [] : [{ kind: 'public' as const, nic: name, ...this.darkness() }]),
    ])
  }

  private get struck(): boolean {
    return this.first.machineId !== null && this.struckMachines.has(this.first.machineId)
  }

  private darkness(): Pick<Darkness, 'from' | 'until'> {
    return { from: this.struck || !this.first.up ? 0 : null, until: null }
  }

  learn(fact: DrillFact): void {
    const wasTaken = this.isTaken()
    this.holders.set(fact.instanceId, fact)
    if (wasTaken && !this.isTaken()) this.emptySince = fact.at
    const holder = this.holder()
    for (const track of this.tracks) {
      const answers = this.answers(holder, track)
      if (answers && track.from !== null && track.until === null) track.until = fact.at
      // What goes dark once more is dark from the first time on: nobody could rely on it in between.
      if (!answers) {
        track.until = null
        track.from ??= fact.at
      }
    }
  }

  /** Somebody has it who runs, or may still come to. */
  isTaken(): boolean {
    return [...this.holders.values()].some((one) => this.runs(one) || !(one.gone || this.isStruck(one)))
  }

  isDark(): boolean {
    return this.tracks.some((track) => track.from !== null && track.until === null)
  }

  private isStruck({ machineId }: DrillFact): boolean {
    return machineId !== null && this.struckMachines.has(machineId)
  }

  private runs(fact: DrillFact): boolean {
    return fact.up && !fact.gone && !this.isStruck(fact)
  }

  /** Who runs in it; the newest of those who may still, where none does. */
  private holder(): DrillFact {
    const all = [...this.holders.values()]
    return (
      all.findLast((one) => this.runs(one)) ?? all.findLast((one) => !one.gone) ?? (all.at(-1) as DrillFact)
    )
  }

  private answers(holder: DrillFact, { kind, nic }: Key): boolean {
    const has = holder.nics.find((one) => one.name === nic)
    if (!has || !this.runs(holder)) return false
    return kind === 'private' ? has.privateAddress !== null : has.publicIpId !== null && has.publicUp
  }

  report({ groups, publicAddresses }: Names): PlaceReport {
    const holder = this.holder()
    const { instanceId, groupId, zone } = this.first
    const addresses = this.tracks.map((track) => this.trackOf(track, holder, publicAddresses))
    const fate = worstOf(addresses.map((one) => one.fate))
    return {
      ...{ instanceId, groupId, zone, struck: this.struck, fate, addresses },
      groupName: groups.get(groupId) ?? groupId,
      zoneAfter: holder.zone,
      successorId: holder.instanceId === instanceId ? null : holder.instanceId,
      why: whyOf(fate, holder),
    }
  }

  private trackOf(
    track: Darkness,
    holder: DrillFact,
    publicAddresses: ReadonlyMap<string, string>,
  ): AddressTrack {
    const { kind, nic, from, until } = track
    const had = this.first.nics.find((one) => one.name === nic)
    const has = holder.nics.find((one) => one.name === nic)
    const addressOf = (one: NicFact | undefined): string | null => {
      if (kind === 'private') return one?.privateAddress ?? null
      return one?.publicIpId ? (publicAddresses.get(one.publicIpId) ?? one.publicIpId) : null
    }
    const before = addressOf(had)
    const isBack = from === null || until !== null
    const after = isBack ? addressOf(has) : null
    const fellBack = fellBackOf(has, kind) !== null && fellBackOf(had, kind) === null
    return {
      ...{ kind, nic, before, after, darkFrom: from, darkUntil: until },
      subnetId: kind === 'private' ? (had?.subnetId ?? null) : null,
      afterSubnetId: kind === 'private' && isBack ? (has?.subnetId ?? null) : null,
      fate: !isBack
        ? holder.givenUp
          ? 'lost'
          : 'waiting'
        : before === after || (before === null && !fellBack)
          ? 'kept'
          : fellBack
            ? 'fell-back'
            : 'moved',
    }
  }
}

const fellBackOf = (nic: NicFact | undefined, kind: AddressTrack['kind']): string | null =>
  (kind === 'private' ? nic?.privateFellBack : nic?.publicFellBack) ?? null

const worstOf = (fates: readonly Fate[]): Fate => FATES.findLast((fate) => fates.includes(fate)) ?? 'kept'

function whyOf(fate: Fate, { nics, reason }: DrillFact): string | null {
  if (fate === 'fell-back')
    return nics.flatMap((nic) => nic.privateFellBack ?? nic.publicFellBack ?? [])[0] ?? null
  return fate === 'kept' || fate === 'moved' ? null : reason
}
