import { z } from 'zod'

/** What somebody else can do to what is ours in the simulated clouds, so that drift can be rehearsed by hand. */
export const DAMAGE_KINDS = [
  'detach',
  'move',
  'readdress',
  'retag',
  'disassociate',
  'take-public-ip',
  'release',
  'stray',
  'drop-subnet',
] as const

export type DamageKind = (typeof DAMAGE_KINDS)[number]

/** `id`: of the interface, machine, public IP or subnet that it is done to. `address`: where it takes one. */
export const damageSchema = z.object({
  kind: z.enum(DAMAGE_KINDS, 'Choose what happens.'),
  id: z.string().min(1, 'Choose what it happens to.').max(600),
  address: z.string().max(64).nullable(),
})

export type Damage = z.output<typeof damageSchema>
