import { z } from 'zod'
import {
  type AccountSettings,
  HIGHEST_PRICE_PER_HOUR,
  LONGEST_KEPT_DAYS,
  LONGEST_SYNC_SECONDS,
  SHORTEST_KEPT_DAYS,
  SHORTEST_SYNC_SECONDS,
} from '@/lib/domain/account-settings'

/** As typed, or as it was read. No coercion of nothing: an empty field would be read as 0. */
const typed = z.union([z.number(), z.string().max(32)])
const numberOf = (value: number | string): number =>
  String(value).trim() === '' ? Number.NaN : Number(value)

const seconds = typed
  .transform(numberOf)
  .refine(
    (value) => Number.isInteger(value) && value >= SHORTEST_SYNC_SECONDS && value <= LONGEST_SYNC_SECONDS,
    `Give a whole number of seconds from ${SHORTEST_SYNC_SECONDS} to ${LONGEST_SYNC_SECONDS.toLocaleString('en')}.`,
  )

const price = typed
  .transform(numberOf)
  .refine(
    (value) => value >= 0 && value <= HIGHEST_PRICE_PER_HOUR,
    `Give a price from 0 to ${HIGHEST_PRICE_PER_HOUR} per hour, with a point before the decimals.`,
  )

const currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine(
    (code) => Intl.supportedValuesOf('currency').includes(code),
    'Give the three letters of a currency, such as USD or EUR.',
  )

/** The form on the Settings page; what it holds is as typed, what it means is `AccountSettings`. */
export const accountFormSchema = z.object({
  syncIntervalSeconds: seconds,
  interfacePerHour: price,
  publicIpPerHour: price,
  currency,
})

export type AccountFormValues = z.input<typeof accountFormSchema>

const keptDays = z.union([
  z.null(),
  typed
    .transform(numberOf)
    .refine(
      (value) => Number.isInteger(value) && value >= SHORTEST_KEPT_DAYS && value <= LONGEST_KEPT_DAYS,
      `Give a whole number of days from ${SHORTEST_KEPT_DAYS} to ${LONGEST_KEPT_DAYS.toLocaleString('en')}.`,
    ),
])

const settingsSchema = accountFormSchema.extend({
  repairByItself: z.array(z.string().max(64)).max(50),
  keepEventsDays: keptDays,
})

/** Any part of the settings, and what the operator saw of them before. */
export const changeSettingsSchema = z.object({
  values: settingsSchema.partial(),
  seen: settingsSchema.partial(),
})

export const maintenanceSchema = z.object({ on: z.boolean() })

/** What one form sends: some settings as typed, and what it had read of the same ones. */
export type SettingsChange = {
  readonly values: Partial<Record<keyof AccountSettings, unknown>>
  readonly seen: Partial<AccountSettings>
}
