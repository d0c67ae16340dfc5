import type { EventKind } from './event'

/**
 * Events that a capacity chart marks: what an operator did to it, and what happened to it. The database keeps an index
 * over exactly these, in this order: another one needs a migration that makes the index anew.
 */
export const MARKED_KINDS = [
  'group-scaled',
  'task-ran',
  'task-refused',
  'task-missed',
  'pool-exhausted',
  'instance-interrupted',
  'instance-replaced',
  'instance-failed',
  'instance-rolled-back',
  'vm-interrupted',
  'vm-failed',
] as const satisfies readonly (EventKind | `task-${string}`)[]

export type MarkedKind = (typeof MARKED_KINDS)[number]

export const isMarked = (kind: string): kind is MarkedKind =>
  (MARKED_KINDS as readonly string[]).includes(kind)
