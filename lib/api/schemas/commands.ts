import { z } from 'zod'
import { MAXIMUM_CAPACITY } from '@/lib/domain/group'

/** Ids are short ASCII; longer or stranger text is not one of ours. */
const id = z
  .string()
  .min(1, 'Name what this is about.')
  .max(128)
  .regex(/^[\w.:/-]+$/, 'This is not an id.')

export const groupIdSchema = id

const instanceIds = z.array(id).min(1, 'Choose at least one instance.').max(65_536)

/** Everything that can be asked of an existing group. The wizard creates and edits; this does the rest. */
export const groupCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resume'), groupId: id, instanceIds }),
  z.object({ kind: z.literal('pause'), groupId: id, instanceIds }),
  z.object({ kind: z.literal('recycle'), groupId: id, instanceIds }),
  z.object({
    kind: z.literal('deallocate'),
    groupId: id,
    instanceIds,
    /** A9: what deallocating a random-address instance leaves behind. Pool members are refilled whatever is chosen (A6). */
    afterwards: z.enum(['replace', 'lower-target']),
  }),
  z.object({
    kind: z.literal('scale'),
    groupId: id,
    // No coercion: what is empty or missing would be read as 0, and pause the whole group.
    target: z
      .number('Target is a whole number.')
      .int('Target is a whole number.')
      .min(0, 'Target is 0 or more.')
      .max(MAXIMUM_CAPACITY, `Target is ${MAXIMUM_CAPACITY.toLocaleString('en')} or less.`),
    resumePaused: z.boolean(),
  }),
  /** "Resume up to target" (A9). */
  z.object({ kind: z.literal('resume-to-target'), groupId: id }),
  z.object({ kind: z.literal('delete-group'), groupId: id, interfaces: z.enum(['keep', 'delete']) }),
])

export type GroupCommand = z.infer<typeof groupCommandSchema>

/** Made by the browser once per intention; repeated with every retry of it. */
const key = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[\w-]+$/)

/** What the id of every draft begins with. */
export const DRAFT_ID = 'draft-'

/** Of everything but a wizard: the draft whose id is a request's key goes with that request (B7). */
export const requestKeySchema = key.refine(
  (text) => !text.startsWith(DRAFT_ID),
  'This is the key of a draft.',
)

/** Of a wizard: its draft's id, or, where there is none, a key like any other. */
export const wizardKeySchema = key

export const planProofSchema = z.object({
  seed: z.number().int(),
  seq: z.number().int().min(0),
  groupVersion: z.number().int().min(0),
  digest: z.string().max(128),
})
