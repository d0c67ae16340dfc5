import type { GroupConfig, NicConfig, PooledPersistence, StatefulPersistence } from '@/lib/domain/group'
import { formatPoolEntry, type PoolEntry, parsePoolEntry } from '@/lib/domain/pool'

/** The pool is kept as the text that an operator would write: JSON has no 128-bit numbers. */
export function writeConfig(config: GroupConfig): string {
  return JSON.stringify({ ...config, persistence: storedPersistence(config.persistence) })
}

/** The configuration in its two parts: what is small whatever the pools are, and the rest. */
export const writeSettings = ({ persistence: _, ...settings }: GroupConfig): string =>
  JSON.stringify(settings)
export const writePersistence = ({ persistence }: GroupConfig): string =>
  JSON.stringify(storedPersistence(persistence))

/** Put together again. */
export const readParts = (settings: string, persistence: string): GroupConfig =>
  readConfig(`${settings.slice(0, -1)},"persistence":${persistence}}`)

const storedPersistence = (persistence: GroupConfig['persistence']): StoredPersistence | StoredPooled =>
  persistence.kind === 'stateful'
    ? writePool(persistence)
    : { ...persistence, interfaces: persistence.interfaces.map(writePool) }

type Stored<T extends { readonly privateIpPool: unknown }> = Omit<T, 'privateIpPool'> & {
  readonly privateIpPool: readonly string[]
}
type StoredPersistence = Stored<StatefulPersistence>
type StoredPooled = Omit<PooledPersistence, 'interfaces'> & { readonly interfaces: Stored<NicConfig>[] }
type StoredConfig = Omit<GroupConfig, 'persistence'> & {
  readonly persistence: StoredPersistence | StoredPooled
}
/** As rows were written before persistence had a place of its own; they are written anew with their next change. */
type FlatConfig = Omit<GroupConfig, 'persistence'> & Omit<StoredPersistence, 'kind'>

export function readConfig(text: string): GroupConfig {
  const stored = JSON.parse(text) as StoredConfig | FlatConfig
  const { persistence, ...rest } = 'persistence' in stored ? stored : nested(stored)
  return {
    ...rest,
    persistence:
      persistence.kind === 'stateful'
        ? { ...readPool<StatefulPersistence>(persistence), retention: persistence.retention ?? null }
        : { ...persistence, interfaces: persistence.interfaces.map(readPool<NicConfig>) },
  }
}

const writePool = <T extends { readonly privateIpPool: readonly PoolEntry[] }>(from: T) => ({
  ...from,
  privateIpPool: from.privateIpPool.map(formatPoolEntry),
})

const readPool = <T extends { readonly privateIpPool: readonly PoolEntry[] }>(from: Stored<T>): T =>
  ({ ...from, privateIpPool: from.privateIpPool.map(readEntry) }) as unknown as T

function nested(flat: FlatConfig): StoredConfig {
  const { subnetIds, maintainPrivateIp, privateIpPool, publicIpPool, overflow, ...rest } = flat
  const kept = { subnetIds, maintainPrivateIp, privateIpPool, publicIpPool, overflow, retention: null }
  return { ...rest, persistence: { kind: 'stateful', ...kept } }
}

/** A field of a stored configuration's persistence as an SQL expression; `config` is the column. */
export const persistenceSql = (config: string, field: keyof StatefulPersistence): string =>
  `coalesce(json_extract(${config}, '$.persistence.${field}'), json_extract(${config}, '$.${field}'))`

function readEntry(text: string) {
  const entry = parsePoolEntry(text)
  if (!entry.ok) throw new Error(`A stored pool entry cannot be read: ${JSON.stringify(text)}`)
  return entry.value
}
