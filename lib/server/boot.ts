import { holdfast } from './compose'
import { log } from './log'

/** Opens what the server needs, or says in one sentence why it cannot and ends: a half-started console helps nobody. */
export async function boot(): Promise<void> {
  try {
    const { engine } = await holdfast()
    const left = engine.operating.underWay()
    if (left > 0) log().info(`resuming ${left} unfinished operations`)
  } catch (error) {
    log().fatal(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}
