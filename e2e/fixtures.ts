import { rmSync, writeFileSync } from 'node:fs'
import { type BrowserContext, test as base, expect } from '@playwright/test'
import type { Role } from '@/lib/auth/roles'
import type { SimulatorControl } from '@/lib/cloud/simulated/control'
import { Holdfast, type MachineTiming } from './holdfast'
import { type Mishaps, watchMishaps } from './mishaps'
import { signInAs } from './people'
import { showPages } from './step'
import type { World } from './worlds'

export { step } from './step'
export { expect }

type Options = {
  /** What the test finds: the demo, or nothing but an empty database. */
  world: World
  /** How long simulated machines take to start and to stop. */
  timing: MachineTiming
  /** Without login; left out, it is asked for where the world has people. */
  open: boolean | null
}

type Fixtures = {
  holdfast: Holdfast
  control: SimulatorControl
  /** Fails the test on a page error, on console.error, and on an error in the server's log. */
  mishaps: Mishaps
  /** A second operator: another browser, which shares nothing with the first. */
  secondOperator: BrowserContext
  /** Signs this test's browser in, in the world with people. */
  signIn: (role: Role) => Promise<void>
}

export const test = base.extend<Options & Fixtures>({
  world: ['demo', { option: true }],
  timing: [{ startMs: 150, stopMs: 80 }, { option: true }],
  open: [null, { option: true }],

  holdfast: async ({ world, timing, open }, use, info) => {
    const folder = info.outputPath('world')
    const holdfast = await Holdfast.start(folder, world, timing, open ?? world !== 'people')
    await use(holdfast)
    await holdfast.end()
    if (info.status === info.expectedStatus) rmSync(folder, { recursive: true, force: true })
    else writeFileSync(info.outputPath('printed.log'), holdfast.printed())
  },

  control: async ({ holdfast }, use) => use(holdfast.control),

  baseURL: async ({ holdfast }, use) => use(holdfast.url),

  mishaps: [
    async ({ holdfast }, use, info) => {
      const mishaps = watchMishaps()
      await use(mishaps)
      await holdfast.end()
      expect([...mishaps.found(), ...mishaps.unexpected(holdfast.problems())], info.title).toEqual([])
    },
    { auto: true },
  ],

  context: async ({ context, mishaps }, use) => {
    mishaps.watch(context)
    showPages(context)
    await use(context)
  },

  signIn: async ({ context, holdfast }, use) => use((role) => signInAs(context, role, holdfast)),

  secondOperator: async ({ browser, baseURL, mishaps }, use) => {
    const context = await browser.newContext({ baseURL, reducedMotion: 'reduce', locale: 'en-GB' })
    mishaps.watch(context)
    showPages(context)
    await use(context)
    await context.close()
  },
})
