import fc from 'fast-check'
import { describe, test } from 'vitest'
import { type Happening, happening } from '@/lib/testing/two-clouds-happenings'
import { TwoCloudsRun } from '@/lib/testing/two-clouds-run'

/*
 * Random verbs of both kinds of group, interruptions, strangers, faults and kills against the real store and both
 * simulated clouds: after each of them no address or public IP has two owners, nothing is in a cloud that nobody
 * records, and every VM stands as recorded (B1, B5–B7, Z5–Z7).
 * HOLDFAST_MODEL_RUNS=1000 looks longer; HOLDFAST_SEED and HOLDFAST_TWO_CLOUDS_PATH play one again.
 */

const RUNS = Number(process.env.HOLDFAST_MODEL_RUNS ?? 25)
const PATH = process.env.HOLDFAST_TWO_CLOUDS_PATH

async function play(happenings: readonly Happening[]): Promise<void> {
  const run = await TwoCloudsRun.start()
  try {
    for (const one of happenings) await run.happen(one)
    await run.finish()
  } finally {
    await run.world.close()
  }
}

describe('whatever happens in two clouds', () => {
  test('record and clouds agree, and nothing has two owners', { timeout: RUNS * 15_000 }, async () => {
    const story = fc.array(happening, { maxLength: 24, size: 'max' })
    await fc.assert(fc.asyncProperty(story, play), {
      numRuns: RUNS,
      ...(PATH ? { path: PATH } : {}),
      endOnFailure: false,
      interruptAfterTimeLimit: RUNS * 14_000,
    })
  })
})
