import { applyIntent } from '@/lib/allocation/command'
import type { SimulatorControl } from '@/lib/cloud/simulated/control'
import type { PooledConfig } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import type { Refusal } from '@/lib/domain/refusal'
import type { Engine } from '@/lib/server/background/engine'
import { azureDemoGroups, picture1Neighbours } from './azure-worlds'

/*
 * Both pictures, played in a running Holdfast: the seed shows them to a new user, tests and scenarios read every number
 * of them.
 *
 *   1  group with target 0   others take 10.0.1.1–3   target 1: 10.0.1.0 static
 *   2  group with target 0   zone 1 only, target 1: the pool's member   zone 3 only, target 2: a dynamic one
 */

export type Stage = {
  readonly engine: Engine
  readonly control: Pick<SimulatorControl, 'loadInventory' | 'setMarket'>
  /** What to do with a refusal; it never returns. */
  readonly refused: (what: string, refusal: Refusal) => never
}

/** Answers the ids of both groups. */
export async function playAzureDemo(stage: Stage): Promise<readonly [string, string]> {
  const [picture1, picture2] = azureDemoGroups()
  const first = await create(stage, picture1)
  await stage.control.loadInventory(picture1Neighbours())
  await stage.engine.refresh()
  await scale(stage, first, 1)
  const second = await create(stage, picture2)
  await onlyZone(stage, '1')
  await scale(stage, second, 1)
  await onlyZone(stage, '3')
  await scale(stage, second, 2)
  await stage.control.setMarket({ zones: { '1': { weight: 1 }, '2': { weight: 1 }, '3': { weight: 1 } } })
  return [first, second]
}

/** The market puts every VM into this zone from now on. */
export const onlyZone = ({ control }: Pick<Stage, 'control'>, zone: '1' | '2' | '3') => {
  const weight = (one: string) => ({ weight: one === zone ? 1 : 0 })
  return control.setMarket({ zones: { '1': weight('1'), '2': weight('2'), '3': weight('3') } })
}

async function create({ engine, refused }: Stage, config: PooledConfig): Promise<string> {
  const created = await applyIntent(
    engine.allocation,
    { create: config },
    { kind: 'create', config, resumePool: false },
    { requestKey: `seed-${config.name}`, actor: 'operator' },
  )
  if (!created.ok) return refused(config.name, created.refusal)
  await engine.idle()
  return created.value.groupId
}

async function scale({ engine, refused }: Stage, groupId: string, target: number): Promise<void> {
  const intent: Intent = { kind: 'scale', target, resumePaused: false }
  const scaled = await applyIntent(engine.allocation, { groupId }, intent, {
    requestKey: `seed-${groupId}-${target}`,
    actor: 'operator',
  })
  if (!scaled.ok) return refused(groupId, scaled.refusal)
  await engine.idle()
}
