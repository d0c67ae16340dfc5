import type { GroupConfig } from './group'
import { compactPool, type PoolEntry } from './pool'
import { formatRange, subtractRanges, toRangeSet } from './ranges'

/**
 * One setting that two configurations of a group have otherwise, by its path: "capacity.target",
 * "persistence.interfaces.eth0.privateIpPool". Lists tell what came and what went; null stands for nothing.
 */
export type SettingChange =
  | {
      readonly kind: 'value'
      readonly path: string
      readonly before: string | null
      readonly after: string | null
    }
  | {
      readonly kind: 'list'
      readonly path: string
      readonly added: readonly string[]
      readonly removed: readonly string[]
    }
  /** The same members in another order, which is the order in which they are handed out. */
  | { readonly kind: 'order'; readonly path: string }

/** In the order in which a configuration names its settings. */
export function compareConfigs(before: GroupConfig, after: GroupConfig): readonly SettingChange[] {
  return [...compare('', before, after)]
}

function* compare(path: string, before: unknown, after: unknown): Generator<SettingChange> {
  if (before === after) return
  if (path.endsWith('.privateIpPool')) yield* comparePools(path, poolOf(before), poolOf(after))
  else if (isList(before) || isList(after)) yield* compareLists(path, listOf(before), listOf(after))
  else if (isRecord(before) || isRecord(after)) {
    const [was, is] = [recordOf(before), recordOf(after)]
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)]))
      yield* compare(path === '' ? key : `${path}.${key}`, was[key], is[key])
  } else {
    const [was, is] = [textOf(before), textOf(after)]
    if (was !== is) yield { kind: 'value', path, before: was, after: is }
  }
}

/** By addresses: a range that lost one member has lost that member, however it is written now. */
function* comparePools(
  path: string,
  before: readonly PoolEntry[],
  after: readonly PoolEntry[],
): Generator<SettingChange> {
  const [was, is] = [toRangeSet(before), toRangeSet(after)]
  const added = subtractRanges(is, was).map(formatRange)
  const removed = subtractRanges(was, is).map(formatRange)
  if (added.length + removed.length > 0) yield { kind: 'list', path, added, removed }
  else if (orderOf(before) !== orderOf(after)) yield { kind: 'order', path }
}

/** Interfaces of a pooled group are known by their names; what else is listed, by itself. */
function* compareLists(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
): Generator<SettingChange> {
  if ([...before, ...after].some(isNamed)) {
    const [was, is] = [byName(before), byName(after)]
    const added = [...is.keys()].filter((name) => !was.has(name))
    const removed = [...was.keys()].filter((name) => !is.has(name))
    if (added.length + removed.length > 0) yield { kind: 'list', path, added, removed }
    for (const [name, nic] of is) if (was.has(name)) yield* compare(`${path}.${name}`, was.get(name), nic)
    return
  }
  const [was, is] = [before.map(String), after.map(String)]
  const added = is.filter((one) => !was.includes(one))
  const removed = was.filter((one) => !is.includes(one))
  if (added.length + removed.length > 0) yield { kind: 'list', path, added, removed }
  else if (was.join('\n') !== is.join('\n')) yield { kind: 'order', path }
}

/** Members in their order, however they were written. */
const orderOf = (pool: readonly PoolEntry[]): string => compactPool(pool).map(formatRange).join()

type Fields = Readonly<Record<string, unknown>>

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] => (isList(value) ? value : [])
const poolOf = (value: unknown): readonly PoolEntry[] => listOf(value) as readonly PoolEntry[]
const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !isList(value)
const recordOf = (value: unknown): Fields => (isRecord(value) ? value : {})
const isNamed = (value: unknown): value is Fields => isRecord(value) && typeof value.name === 'string'
const byName = (list: readonly unknown[]): ReadonlyMap<string, Fields> =>
  new Map(list.filter(isNamed).map((one) => [String(one.name), one]))

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'number' ? value.toLocaleString('en') : String(value)
}
