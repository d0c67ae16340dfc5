import fc from 'fast-check'
import { describe, test } from 'vitest'
import { ModelRun } from '@/lib/testing/model-run'
import { type Happening, happening } from '@/lib/testing/random-verbs'

/*
 * Random verbs, interruptions, thefts and faults against the real store and the simulated cloud. After each of them
 * record and cloud must tell the same story, and no instance may have lost what it had (A1–A10, B1, B5–B7).
 * HOLDFAST_MODEL_RUNS=1000 looks longer; HOLDFAST_SEED and HOLDFAST_MODEL_PATH play one again.
 */

const RUNS = Number(process.env.HOLDFAST_MODEL_RUNS ?? 40)
const PATH = process.env.HOLDFAST_MODEL_PATH

async function play(happenings: readonly Happening[]): Promise<void> {
  const run = await ModelRun.start()
  try {
    for (const one of happenings) await run.happen(one)
    await run.finish()
  } finally {
    await run.world.close()
  }
}

describe('whatever happens', () => {
  test('record and cloud agree, and identities stay', { timeout: RUNS * 15_000 }, async () => {
    const story = fc.array(happening, { maxLength: 36, size: 'max' })
    await fc.assert(fc.asyncProperty(story, play), {
      numRuns: RUNS,
      ...(PATH ? { path: PATH } : {}),
      endOnFailure: false,
      interruptAfterTimeLimit: RUNS * 14_000,
    })
  })
})
