import { defineConfig } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from './scripts/browser.mjs'

/** The scenarios, in a real browser against the production build. `npm test` makes the build and finds a browser. */
export default defineConfig({
  testDir: 'e2e/scenarios',
  globalSetup: './e2e/seed-world.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  // Whoever works on it sees every failure. A machine that others keep busy repeats one once, and the report names what
  // passed only then ("flaky"): a change is not held up by what it did not do, and nobody has to guess what wavers.
  retries: process.env.CI ? 1 : 0,
  // Each test has a server, a simulated cloud and a browser of its own: more workers than cores only slow each other.
  workers: 2,
  // A scenario takes 3 to 15 seconds; the limits leave room for a machine that is many times slower, or busy: they cost
  // nothing where all is well.
  timeout: 420_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    actionTimeout: 60_000,
    navigationTimeout: 150_000,
    // Recording takes a twelfth of the processor time, also of what passes. A failure leaves a picture, the page as it is
    // read out, and what the programs printed; `npm test -- e2e NAME --trace=retain-on-failure` records it.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { ...findBrowser(), args: BROWSER_FLAGS },
  },
})
