import { digestOf } from './digest'
import type { GroupConfig, NicConfig } from './group'
import { addToPool, type PoolEntry, removeFromPool } from './pool'
import { subtractRanges, toRangeSet } from './ranges'

/*
 * An edit taken back where nobody has changed anything since: of three configurations, field by field.
 *
 *   before the edit   after it   now        taken back to
 *   300               60         60         300              nobody touched it since
 *   300               60         120        120              somebody did: theirs stays, and is named
 *   .10               .10 .11    .10 .11 .12   .10 .12       of lists, only what the edit added or removed
 */
export type MergedBack = {
  readonly config: GroupConfig
  /** Fields that the edit changed and that say something else by now, as paths: "capacity.target". */
  readonly changedSince: readonly string[]
}

export function mergeBack(before: GroupConfig, after: GroupConfig, now: GroupConfig): MergedBack {
  const changedSince: string[] = []
  const config = back('', before, after, now, changedSince) as GroupConfig
  return { config, changedSince }
}

export const sameValue = (a: unknown, b: unknown): boolean => a === b || digestOf([a]) === digestOf([b])

function back(path: string, before: unknown, after: unknown, now: unknown, conflicts: string[]): unknown {
  if (sameValue(before, after)) return now
  if (sameValue(now, after)) return before
  if (sameValue(now, before)) return now
  const name = path.slice(path.lastIndexOf('.') + 1)
  if (name === 'privateIpPool')
    return poolBack(
      before as readonly PoolEntry[],
      after as readonly PoolEntry[],
      now as readonly PoolEntry[],
    )
  if (name === 'publicIpPool' || name === 'subnetIds')
    return listBack(before as readonly string[], after as readonly string[], now as readonly string[])
  if (
    name === 'interfaces' &&
    [before, after].every((one) => sameNames(one as NicConfig[], now as NicConfig[]))
  )
    return (now as readonly NicConfig[]).map((nic, at) => {
      const [was, is] = [before as readonly NicConfig[], after as readonly NicConfig[]]
      return back(`${path}.${nic.name}`, was[at], is[at], nic, conflicts)
    })
  if (isObject(before) && isObject(after) && isObject(now))
    return Object.fromEntries(
      Object.keys(now).map((key) => {
        const inner = path === '' ? key : `${path}.${key}`
        return [key, back(inner, before[key], after[key], now[key], conflicts)]
      }),
    )
  conflicts.push(path)
  return now
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sameNames = (a: readonly NicConfig[], b: readonly NicConfig[]): boolean =>
  a.length === b.length && a.every(({ name }, at) => name === b[at]?.name)

/** Members that it added go, members that it removed come back at the end of the list. */
function poolBack(
  before: readonly PoolEntry[],
  after: readonly PoolEntry[],
  now: readonly PoolEntry[],
): readonly PoolEntry[] {
  const [was, is] = [toRangeSet(before), toRangeSet(after)]
  const without = subtractRanges(is, was).reduce<readonly PoolEntry[]>(removeFromPool, now)
  return addToPool(without, subtractRanges(subtractRanges(was, is), toRangeSet(without)))
}

function listBack(
  before: readonly string[],
  after: readonly string[],
  now: readonly string[],
): readonly string[] {
  const added = after.filter((one) => !before.includes(one))
  const removed = before.filter((one) => !after.includes(one))
  const kept = now.filter((one) => !added.includes(one))
  return [...kept, ...removed.filter((one) => !kept.includes(one))]
}

/** A field by its path, as `changedSince` names it. */
export function fieldAt(config: GroupConfig, path: string): unknown {
  let value: unknown = config
  for (const part of path.split('.'))
    value = Array.isArray(value)
      ? (value as readonly NicConfig[]).find(({ name }) => name === part)
      : isObject(value)
        ? value[part]
        : undefined
  return value
}

export const onlyTargetDiffers = (a: GroupConfig, b: GroupConfig): boolean =>
  sameValue({ ...a, capacity: { ...a.capacity, target: b.capacity.target } }, b)
