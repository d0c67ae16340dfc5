import { readTruth } from './audit/truth'
import type { ChaosWorld } from './chaos-world'
import { pause } from './chaos-world'
import { type Asking, askUntilAnswered } from './drive'
import { startLoad } from './load'
import type { Chance } from './random'
import type { PointResult } from './sweep'

/** A kill comes at any moment of the load, also while the server is still starting it. */
const LONGEST_LIFE_MS = 900
/** How long the simulated cloud stays away. */
const LONGEST_SILENCE_MS = 400

/** `killed`: whose process ends by SIGKILL while clients ask for everything at once. */
export async function playKill(
  world: ChaosWorld,
  chance: Chance,
  { killed, name }: { killed: 'console' | 'cloud'; name: string },
): Promise<PointResult> {
  const life = chance.whole(0, LONGEST_LIFE_MS)
  const point = `${name}, after ${life} ms`
  try {
    const load = startLoad(world, chance)
    await pause(life)
    const remains = killed === 'console' ? await killConsole(world) : await killCloud(world, chance)
    const unanswered = await load.stop()
    if (killed === 'console') await world.restart()
    const refused = await askAll(unanswered)
    const problems = await world.auditWhenSettled()
    world.rememberIdentities()
    return { point, problems: [...remains.map((one) => `as it was left: ${one}`), ...refused, ...problems] }
  } catch (error) {
    return { point, problems: [error instanceof Error ? error.message : String(error)] }
  }
}

async function killConsole(world: ChaosWorld): Promise<string[]> {
  await world.holdfast.killConsole()
  return world.auditRemains()
}

/** What it answered is there when it comes back: nothing that was in the cloud is missing in it. */
async function killCloud(world: ChaosWorld, chance: Chance): Promise<string[]> {
  await world.holdfast.killCloud()
  await pause(chance.whole(0, LONGEST_SILENCE_MS))
  await world.holdfast.startCloud()
  await readTruth(world.holdfast.cloudUrl)
  return world.auditRemains()
}

/** Whether it is done or refused by now: it is answered. */
async function askAll(askings: readonly Asking[]): Promise<string[]> {
  const problems: string[] = []
  for (const asking of askings)
    problems.push(
      ...(await askUntilAnswered(asking)).filter((problem) => !problem.startsWith('it is refused')),
    )
  return problems
}
