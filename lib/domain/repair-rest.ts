import type { Drift } from './drift'

/*
 * What is repaired by itself may be undone again and again: another tool wants it otherwise, or somebody does. Trying
 * at every look would be a fight that nobody sees; giving up would leave what a stray click broke. So each repair of the
 * same thing waits twice as long as the one before, and Drift says how often it was done and when it is tried again.
 *
 *   repaired ─▶ undone ─1 min▶ repaired ─▶ undone ─2 min▶ … ─▶ undone ─1 h▶
 *
 * What counts is read from the closed differences of a day, so a restart changes nothing, and what has been quiet for a
 * day is repaired at once again.
 */

/** Whose it is and what of it: a repair may leave it with another interface, and the fight goes on. */
export type Contested = Pick<Drift, 'kind' | 'groupId' | 'instanceId' | 'nic'>

/** What Holdfast repaired by itself lately. */
export type RepairedByItself = Contested & { readonly times: number; readonly lastAt: string }

/** Repairs longer ago count no more. */
const REPAIRS_COUNT_MS = 24 * 3_600_000

const FIRST_REST = 60_000
const LONGEST_REST = 3_600_000

export const contestedKey = ({ kind, groupId, instanceId, nic }: Contested): string =>
  [kind, groupId, instanceId, nic].map((part) => part ?? '-').join(' ')

/** After `times` repairs that were undone, in milliseconds: each time twice as long, an hour at most. */
export const repairRest = (times: number): number =>
  Math.min(LONGEST_REST, FIRST_REST * 2 ** Math.min(Math.max(times - 1, 0), 20))

/** From when on it may be repaired by itself again. */
export const repairDue = ({ times, lastAt }: Pick<RepairedByItself, 'times' | 'lastAt'>): string =>
  new Date(Date.parse(lastAt) + repairRest(times)).toISOString()

/** From when on repairs count at `now`. */
export const repairsCountFrom = (now: string): string =>
  new Date(Date.parse(now) - REPAIRS_COUNT_MS).toISOString()
