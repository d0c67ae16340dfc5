import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ChaosWorld } from './chaos/chaos-world'

/**
 * The whole of a command that plays something long: a world of its own in a folder that is gone afterwards, also where a
 * signal breaks it off. Prints the problems that `play` answers; the process ends with 1 where there are any.
 */
export async function playInWorld(
  name: string,
  play: (world: ChaosWorld) => Promise<readonly string[]>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), `holdfast-${name}-`))
  const world = await ChaosWorld.start(folder)
  const finish = async () => {
    await world.end()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void finish().then(() => process.exit(130)))
  const problems = await play(world).finally(finish)
  for (const problem of problems.slice(0, MOST_PRINTED)) console.error(`✗ ${problem}`)
  console.log(problems.length === 0 ? 'No problem.' : `${problems.length} problems.`)
  process.exitCode = problems.length === 0 ? 0 : 1
}

const MOST_PRINTED = 20
