import { z } from 'zod'
import { REPAIR_KINDS } from '@/lib/domain/drift'

/** One repair of one difference. */
export const repairSchema = z.object({
  driftId: z.string().regex(/^drf-[0-9a-f]{12}$/, 'This is no difference that Holdfast knows.'),
  repair: z.enum(REPAIR_KINDS),
})

export type RepairWanted = z.infer<typeof repairSchema>
