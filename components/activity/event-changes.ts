import { SHOWS } from '@/lib/domain/map-standing'

type Facts = Record<string, unknown> | null

export type ChangedFact = {
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}

/** What an event changed, one line for each fact that differs; a fact that only one side has stands against nothing. */
export function changesOf(before: Facts, after: Facts): ChangedFact[] {
  return changesOfFlat(flat(before), flat(after))
}

/** "eth0 address" for the address of the interface eth0: what an interface has is said one by one. */
function flat(facts: Facts): Facts {
  const nics = facts?.nics
  if (!facts || typeof nics !== 'object' || nics === null || Array.isArray(nics)) return facts
  const own = Object.entries(nics as Record<string, Record<string, unknown>>).flatMap(([nic, has]) =>
    Object.entries(has).map(([name, value]) => [`${nic} ${name}`, value]),
  )
  return { ...facts, nics: undefined, ...Object.fromEntries(own) }
}

function changesOfFlat(before: Facts, after: Facts): ChangedFact[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  // How the map shows it is told for the map's sake: it follows from the other facts.
  return [...names]
    .filter((name) => name !== SHOWS)
    .map((name) => ({
      name: factName(name),
      before: factText(before?.[name]),
      after: factText(after?.[name]),
    }))
    .filter((fact) => fact.before !== fact.after)
}

/** "publicIpPool" → "Public IP pool", "machineId" → "Machine". */
function factName(key: string): string {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase()
    .replace(/ id(s?)$/, '$1')
    .replace(/\bip(s?)\b/g, 'IP$1')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function factText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return value.toLocaleString('en')
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((item) => factText(item) ?? 'none').join(', ')
  return JSON.stringify(value)
}
