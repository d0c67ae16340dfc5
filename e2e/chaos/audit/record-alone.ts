import type { MemberRecord, NicRecord, Record } from './record'

/*
 * What must be true of the record by itself, at every moment and so also in the file that a killed process left:
 *
 *   an address or a public IP has one live hold at most, and its holder's row says the same      (B1)
 *   events are numbered 1, 2, 3, … and every hold and release has its own                        (B5)
 *   what was answered "done" is there                                                            (B7)
 */

const GONE = new Set(['deallocated', 'gone'])
export const isLive = ({ state }: MemberRecord): boolean => !GONE.has(state)

export function recordProblems(record: Record): string[] {
  return [
    ...record.file.map((problem) => `the database file is damaged: ${problem}`),
    ...twoOwners(record),
    ...holdsDiffer(record),
    ...publicHoldsDiffer(record),
    ...numberProblems(record),
    ...untoldHolds(record),
    ...untoldPublicHolds(record),
    ...doubledWork(record),
  ]
}

/** Lines of `things` that name a key twice, as "`what` belongs to a and to b". */
function doubles(things: readonly { readonly key: string; readonly owner: string }[]): string[] {
  const owners = new Map<string, string>()
  return things.flatMap(({ key, owner }) => {
    const other = owners.get(key)
    owners.set(key, owner)
    return other === undefined ? [] : [`${key} belongs to ${other} and to ${owner}`]
  })
}

const place = (subnetId: string | null, address: string): string => `${address} in ${subnetId}`

const nicsOf = (record: Record): readonly { readonly member: MemberRecord; readonly nic: NicRecord }[] =>
  record.members.filter(isLive).flatMap((member) => member.nics.map((nic) => ({ member, nic })))

function twoOwners(record: Record): string[] {
  const nics = nicsOf(record)
  const of = (pick: (nic: NicRecord) => string | null) =>
    nics.flatMap(({ member, nic }) => {
      const key = pick(nic)
      return key === null ? [] : [{ key, owner: member.id }]
    })
  const machines = record.members
    .filter(isLive)
    .flatMap(({ id, machineId }) => (machineId === null ? [] : [{ key: machineId, owner: id }]))
  return [
    ...doubles(
      record.holds
        .filter((hold) => !hold.released)
        .map((hold) => ({ key: place(hold.subnetId, hold.address), owner: hold.ownerId ?? hold.ownerKind })),
    ),
    ...doubles(
      record.publicHolds
        .filter((hold) => !hold.released)
        .map((hold) => ({ key: hold.publicIpId, owner: hold.ownerId })),
    ),
    ...doubles(of((nic) => (nic.address === null ? null : `the row of ${place(nic.subnetId, nic.address)}`))),
    ...doubles(of((nic) => nic.interfaceId)),
    ...doubles(of((nic) => (nic.publicIpId === null ? null : `the row of ${nic.publicIpId}`))),
    ...doubles(machines),
  ]
}

/** Live holds and the rows of those who hold say the same. */
function holdsDiffer(record: Record): string[] {
  const held = new Set(
    record.holds
      .filter((hold) => !hold.released && (hold.ownerKind === 'instance' || hold.ownerKind === 'vm'))
      .map((hold) => `${hold.ownerId} holds ${place(hold.subnetId, hold.address)}`),
  )
  const said = new Set(
    nicsOf(record).flatMap(({ member, nic }) =>
      nic.address === null ? [] : [`${member.id} holds ${place(nic.subnetId, nic.address)}`],
    ),
  )
  return [
    ...differences(held, said, 'its row says otherwise'),
    ...differences(said, held, 'no allocation says so'),
  ]
}

/** An instance being deallocated may have let its public IP go already; nobody may have one without a hold. */
function publicHoldsDiffer(record: Record): string[] {
  const held = new Set(
    record.publicHolds
      .filter((hold) => !hold.released)
      .map((hold) => `${hold.ownerId} holds ${hold.publicIpId}`),
  )
  const said = new Set(
    nicsOf(record).flatMap(({ member, nic }) =>
      nic.publicIpId === null ? [] : [`${member.id} holds ${nic.publicIpId}`],
    ),
  )
  return [
    ...differences(held, said, 'its row says otherwise'),
    ...differences(said, held, 'no allocation says so'),
  ]
}

const differences = (some: ReadonlySet<string>, others: ReadonlySet<string>, but: string): string[] =>
  [...some].filter((one) => !others.has(one)).map((one) => `${one}, and ${but}`)

/** B5: numbered without gaps. */
function numberProblems({ events }: Record): string[] {
  const gap = events.findIndex((event, index) => event.seq !== index + 1)
  return gap < 0 ? [] : [`event ${gap + 1} is missing: the ${gap + 1}th is number ${events[gap]?.seq}`]
}

/** B5: as many events tell that a member came to hold an address as it has holds of it, and likewise of letting go. */
function untoldHolds(record: Record): string[] {
  const toldBy = (kinds: readonly string[], verb: string) =>
    countBy(record.events, ({ kind, memberId, subnetId, address }) =>
      address !== null && kinds.includes(kind) ? `${memberId} ${verb} ${place(subnetId, address)}` : null,
    )
  // A stateful instance is made with its address; a VM is told a dynamic one when its interface is made.
  const told = new Map([
    ...toldBy(['interface-created'], 'takes'),
    ...toldBy(['instance-created', 'address-allocated'], 'takes'),
    ...toldBy(['address-released'], 'releases'),
  ])
  const held = record.holds.filter((hold) => hold.ownerKind === 'instance' || hold.ownerKind === 'vm')
  const happened = [
    ...held.map((hold) => `${hold.ownerId} takes ${place(hold.subnetId, hold.address)}`),
    ...held
      .filter((hold) => hold.released)
      .map((hold) => `${hold.ownerId} releases ${place(hold.subnetId, hold.address)}`),
  ]
  return untold(happened, told)
}

function untoldPublicHolds(record: Record): string[] {
  const told = countBy(record.events, ({ kind, memberId, publicIpId }) => {
    if (publicIpId === null) return null
    if (kind === 'public-ip-taken' || kind === 'public-ip-created') return `${memberId} takes ${publicIpId}`
    const letGo = kind === 'public-ip-released' || kind === 'public-ip-deleted'
    return letGo ? `${memberId} releases ${publicIpId}` : null
  })
  const happened = record.publicHolds.flatMap(({ ownerId, publicIpId, released }) => [
    `${ownerId} takes ${publicIpId}`,
    ...(released ? [`${ownerId} releases ${publicIpId}`] : []),
  ])
  return untold(happened, told)
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) {
    const key = keyOf(item)
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function untold(happened: readonly string[], told: ReadonlyMap<string, number>): string[] {
  const counts = countBy(happened, (one) => one)
  return [...counts].flatMap(([what, times]) =>
    (told.get(what) ?? 0) >= times
      ? []
      : [`no event tells that ${what} (${told.get(what) ?? 0} of ${times})`],
  )
}

/** One piece of work at a time for one member, and what has ended says when. */
function doubledWork({ operations }: Record): string[] {
  const running = operations.filter((one) => one.state === 'running')
  return [
    ...doubles(running.map((one) => ({ key: `the work on ${one.memberId}`, owner: one.id }))),
    ...operations
      .filter((one) => (one.state === 'running') !== (one.endedAt === null))
      .map((one) => `${one.id} is ${one.state} and ended ${one.endedAt ?? 'never'}`),
  ]
}
