import { z } from 'zod'

/** Nothing outlives a year without somebody having looked at it. */
export const TOKEN_LIFETIMES = [
  { days: 7, label: '7 days' },
  { days: 30, label: '30 days' },
  { days: 90, label: '90 days' },
  { days: 365, label: '1 year' },
] as const

export const newTokenSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Give it a name by which you will know it again.')
    .max(60, 'Use 60 characters at most.'),
  role: z.enum(['viewer', 'operator', 'admin'], 'Choose a role.'),
  days: z
    .number('Choose how long it is valid.')
    .refine((days) => TOKEN_LIFETIMES.some((one) => one.days === days), 'Choose one of the given times.'),
})

export type NewTokenValues = z.input<typeof newTokenSchema>
