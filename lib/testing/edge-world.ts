import { decide } from '@/lib/domain/decide'
import type { GroupConfig } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import { PureWorld } from './pure-world'
import { at } from './running-world'
import { type ConfigChange, groupConfig, SUBNETS } from './worlds'

/* One group in a subnet of eleven free addresses: for tables of the rules alone. */

export const EDGE = [SUBNETS.edgeA]

export const edge = (over: ConfigChange = {}): GroupConfig =>
  groupConfig({ subnetIds: [SUBNETS.edgeA.id], ...over })

/** A group of at most six in the small subnet, with a pool. */
export const pool = (text: string, target: number, over: ConfigChange = {}): GroupConfig =>
  edge({ pool: text, capacity: { minimum: 0, target, maximum: 6 }, ...over })

/** A world of one group whose first work is done. */
export function born(config: GroupConfig, resumePool = false): PureWorld {
  const world = new PureWorld(EDGE, config)
  const created = world.ask({ kind: 'create', config, resumePool })
  if (!created.ok) throw new Error(JSON.stringify(created.refusal))
  world.finish()
  return world
}

/** What `intent` is refused with; null when it is not. */
export const refusal = (world: PureWorld, intent: Intent) => {
  const decided = decide(world.world(), 1, intent)
  return decided.ok ? null : decided.refusal
}

/** Addresses and states, by ordinal. */
export const rows = (world: PureWorld) => world.list().map((one) => [at(one), one.state] as const)
export const ids = (world: PureWorld) => world.list().map((one) => one.id)
export const idAt = (world: PureWorld, text: string): string =>
  world.list().find((one) => at(one) === text)?.id ?? ''
