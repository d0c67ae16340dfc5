import { join } from 'node:path'
import { ROOT } from './programs'

/** The demo as a first start leaves it, a migrated database with nothing in it, or the demo with people (people.ts). */
export type World = 'demo' | 'empty' | 'people'

/** Where a test finds the worlds it copies; made once per run. */
export const WORLDS = join(ROOT, '.cache', 'e2e-worlds')
export const worldFolder = (world: World): string => join(WORLDS, world)

/** File names inside a world's folder. */
export const DATABASE = 'holdfast.db'
export const CLOUD_STATE = 'simulated-aws.db'
