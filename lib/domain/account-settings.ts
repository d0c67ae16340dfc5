/**
 * What the operator chose for the whole account. Kept name by name, so that a version that knows one more finds its
 * default, and a value that no longer may be is read as the default too.
 */
export type AccountSettings = {
  /** How long Holdfast rests between two looks at everything in the account. */
  readonly syncIntervalSeconds: number
  /** Kinds of drift that are repaired without asking; none unless chosen. */
  readonly repairByItself: readonly string[]
  /** What one network interface costs per hour, in `currency`. */
  readonly interfacePerHour: number
  /** What one public IPv4 address costs per hour, whether or not anything runs behind it. */
  readonly publicIpPerHour: number
  /** ISO 4217. */
  readonly currency: string
  /** How long events are kept; null: for ever. */
  readonly keepEventsDays: number | null
  /** Null: changes are made. Otherwise who made Holdfast read-only, and when. */
  readonly maintenance: Maintenance | null
}

export type Maintenance = { readonly by: string; readonly since: string }

export type SettingName = keyof AccountSettings

/** Kept beside them, and no setting: that the process before was started read-only, which its end could not tell. */
export const STARTED_READ_ONLY = 'startedReadOnly'

/** Under five seconds, describing a large account would use up the cloud's request rate, and other people's with it. */
export const SHORTEST_SYNC_SECONDS = 5
/** Beyond an hour, what the map shows of other people's addresses would no longer be worth planning with. */
export const LONGEST_SYNC_SECONDS = 3_600
/** More than any address costs; a slip of the decimal point is caught. */
export const HIGHEST_PRICE_PER_HOUR = 100
/** Under a week, nobody could look into what happened over a weekend. */
export const SHORTEST_KEPT_DAYS = 7
/** A hundred years; whoever wants more keeps them for ever. */
export const LONGEST_KEPT_DAYS = 36_500
/** Far more than there are kinds of drift. */
const MOST_KINDS = 50

/** Interfaces cost nothing on AWS and Azure; a public IPv4 address costs 0.005 USD per hour on both. */
export const DEFAULT_SETTINGS: AccountSettings = {
  syncIntervalSeconds: 30,
  repairByItself: [],
  interfacePerHour: 0,
  publicIpPerHour: 0.005,
  currency: 'USD',
  keepEventsDays: null,
  maintenance: null,
}

export const SETTING_NAMES = Object.keys(DEFAULT_SETTINGS) as readonly SettingName[]

const isPrice = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= HIGHEST_PRICE_PER_HOUR

const isMaintenance = (value: unknown): value is Maintenance => {
  const { by, since } = (value ?? {}) as Partial<Maintenance>
  return typeof by === 'string' && typeof since === 'string'
}

const MAY_BE: { readonly [name in SettingName]: (value: unknown) => value is AccountSettings[name] } = {
  syncIntervalSeconds: (value): value is number =>
    Number.isInteger(value) &&
    (value as number) >= SHORTEST_SYNC_SECONDS &&
    (value as number) <= LONGEST_SYNC_SECONDS,
  repairByItself: (value): value is readonly string[] =>
    Array.isArray(value) && value.length <= MOST_KINDS && value.every((kind) => typeof kind === 'string'),
  interfacePerHour: isPrice,
  publicIpPerHour: isPrice,
  currency: (value): value is string => typeof value === 'string' && /^[A-Z]{3}$/.test(value),
  keepEventsDays: (value): value is number | null =>
    value === null ||
    (Number.isInteger(value) &&
      (value as number) >= SHORTEST_KEPT_DAYS &&
      (value as number) <= LONGEST_KEPT_DAYS),
  maintenance: (value): value is Maintenance | null => value === null || isMaintenance(value),
}

export const settingMayBe = (name: SettingName, value: unknown): boolean => MAY_BE[name](value)

/** What is stored, with the default of everything that is not, or that may not be. */
export function readSettings(stored: Readonly<Record<string, unknown>>): AccountSettings {
  const known = SETTING_NAMES.filter((name) => settingMayBe(name, stored[name]))
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(known.map((name) => [name, stored[name]])) }
}

export type MovedSetting = { readonly name: SettingName; readonly from: unknown; readonly to: unknown }

/** Where `now` differs from what was seen. Only what was seen is compared. */
export const movedSettings = (seen: Partial<AccountSettings>, now: AccountSettings): MovedSetting[] =>
  SETTING_NAMES.filter((name) => name in seen && !sameSetting(seen[name], now[name])).map((name) => ({
    name,
    from: seen[name],
    to: now[name],
  }))

const sameSetting = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
