import type { ChaosWorld } from './chaos-world'
import { pause } from './chaos-world'
import { askUntilAnswered } from './drive'
import type { Stage, Verb } from './verbs'

/*
 * Every crash point of one verb:
 *
 *   count     the verb once, with a rule that would kill at a call far beyond: what it has counted are the calls
 *   for each call, before and after it:
 *     prepare ─▶ arm ─▶ ask ─▶ killed ─▶ audit what is left ─▶ start again ─▶ ask again, where no answer came
 *             ─▶ settled ─▶ audit record, journal, events and cloud
 */

export type Moment = { readonly call: number; readonly when: 'before' | 'after' }

export type PointResult = { readonly point: string; readonly problems: readonly string[] }

/** More calls than any verb makes. */
const FAR = 1_000_000
/** From the question to the kill: the observing loop looks each second, at ten at most. */
const DEATH_LIMIT_MS = 60_000
/** From a broken connection to the end of the process that broke it. */
const LAST_BREATH_MS = 1_000

/** How many calls the verb makes that change something. */
export async function countCalls(stage: Stage, verb: Verb): Promise<number> {
  await verb.prepare(stage)
  await arm(stage.world, { call: FAR, when: 'before' })
  await stage.do(verb.act(stage), (record) => verb.isReached(stage, record))
  const overview = await stage.world.holdfast.control.overview()
  if (!overview.ok) throw new Error(`The simulated cloud does not answer: ${overview.refusal.message}`)
  await disarm(stage.world)
  const left = overview.value.faults[0]?.after ?? FAR - 1
  return FAR - 1 - left
}

export const momentsOf = (calls: number): Moment[] =>
  Array.from({ length: calls }, (_, index) => index + 1).flatMap((call) =>
    (['before', 'after'] as const).map((when) => ({ call, when })),
  )

export async function playPoint(stage: Stage, verb: Verb, moment: Moment): Promise<PointResult> {
  const { world } = stage
  const point = `${verb.cloud} ${verb.name}, killed ${moment.when} call ${moment.call}`
  try {
    await verb.prepare(stage)
    world.rememberIdentities()
    await arm(world, moment)
    const asking = verb.act(stage)
    const ended = world.holdfast.consoleEnded()
    const within = (limit: number) => Promise.race([ended, pause(limit).then(() => 'alive' as const)])
    let answer = await asking()
    // No answer of one who lives: the connection was one to the process before.
    while (answer === null && (await within(LAST_BREATH_MS)) === 'alive') answer = await asking()
    const signal = await within(DEATH_LIMIT_MS)
    if (signal !== 'SIGKILL') {
      await disarm(world)
      return {
        point,
        problems: [`the crash point was not reached (${signal}, ${answer?.why ?? 'no answer'})`],
      }
    }
    const remains = world.auditRemains()
    await disarm(world)
    await world.restart()
    const refused = await askUntilAnswered(asking, answer)
    const problems = await world.auditWhenSettled((record) => verb.isReached(stage, record))
    return { point, problems: [...remains.map((one) => `as it was left: ${one}`), ...refused, ...problems] }
  } catch (error) {
    await disarm(world).catch(() => undefined)
    return { point, problems: [error instanceof Error ? error.message : String(error)] }
  }
}

async function arm({ holdfast }: ChaosWorld, { call, when }: Moment): Promise<void> {
  const rule = { operation: 'changing', effect: 'crash', when, after: call - 1, remaining: 1 } as const
  const set = await holdfast.control.setFaults([rule])
  if (!set.ok) throw new Error(`The crash could not be set: ${set.refusal.message}`)
}

async function disarm({ holdfast }: ChaosWorld): Promise<void> {
  await holdfast.control.setFaults([])
}
