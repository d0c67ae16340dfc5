import { z } from 'zod'
import { groupIdSchema } from './commands'

/** An id of the cloud, which may be a long path. */
const cloudId = z.string().min(1).max(512)
const instanceIds = z.array(groupIdSchema).min(1, 'Choose at least one.').max(10_000)
const cloudIds = z.array(cloudId).min(1, 'Choose at least one.').max(1_000)

/** What can be asked of what is held for nobody running: of several at once, each of them a plan first (B3). */
export const heldCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('release'), instanceIds }),
  z.object({ kind: z.literal('give-back'), instanceIds }),
  z.object({ kind: z.literal('adopt'), interfaceIds: cloudIds, groupId: groupIdSchema }),
  z.object({ kind: z.literal('delete'), ids: cloudIds }),
])

export type HeldCommand = z.infer<typeof heldCommandSchema>

export const tryNowSchema = z.object({
  kind: z.enum(['operation', 'instance', 'vm', 'disposal']),
  id: groupIdSchema,
})

export type TryNow = z.infer<typeof tryNowSchema>
