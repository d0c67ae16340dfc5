import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { serveWorld } from './server'
import type { Settings } from './settings'
import { readSettings } from './settings'
import type { World } from './world'
import { openWorld } from './world'

// The process: node --import tsx lib/cloud/simulated/serve.ts
// Settings: SIMULATOR_HOST, SIMULATOR_PORT, SIMULATOR_STATE, SIMULATOR_FAULTS, SIMULATOR_TIMING.

/** Ids must not repeat after a restart or a reset, so they are drawn from the system. */
const systemRandom = (): number => randomBytes(6).readUIntBE(0, 6) / 2 ** 48

function stop(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

function open({ stateFile, faults, timing }: Settings): World {
  try {
    mkdirSync(dirname(stateFile), { recursive: true })
    return openWorld({ file: stateFile, now: Date.now, random: systemRandom, faults, timing })
  } catch (error) {
    const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
    const message = error instanceof Error ? error.message : String(error)
    return stop(
      busy
        ? `Another simulated cloud uses ${stateFile}; stop it or set SIMULATOR_STATE to another file.`
        : `The simulated cloud cannot open its state ${stateFile}: ${message}.`,
    )
  }
}

const settings = readSettings(process.env)
if (!settings.ok) stop(settings.refusal)
const world = open(settings.value)
const { host, port } = settings.value
const served = await serveWorld(world, { host, port, onBug: (error) => console.error(error) })
if (!served.ok) {
  world.close()
  stop(served.refusal)
}
let ending = false
const end = async (): Promise<void> => {
  if (ending) return
  ending = true
  await served.value.close()
  world.close()
  process.exit(0)
}
process.on('SIGTERM', () => void end())
process.on('SIGINT', () => void end())
// Last: whoever reads this line may already send signals.
console.log(`simulated cloud listening on ${served.value.url}`)
