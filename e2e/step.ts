import { type BrowserContext, test } from '@playwright/test'

/** Set by `npm run scenario`: every step is kept as a picture. */
const recording = process.env.HOLDFAST_SCENARIO === '1'

let shown: BrowserContext[] = []

/** The pages of this context are pictured after each step. */
export function showPages(context: BrowserContext): void {
  shown = [...shown, context]
  context.once('close', () => {
    shown = shown.filter((other) => other !== context)
  })
}

/** A step of a scenario, named as a sentence: it stands in the report, with a picture when one is made. */
export function step<T>(title: string, body: () => Promise<T>): Promise<T> {
  return test.step(title, async (info) => {
    const value = await body()
    if (!recording) return value
    for (const page of shown.flatMap((context) => context.pages())) {
      if (page.isClosed() || page.url() === 'about:blank') continue
      await info.attach('picture', { body: await page.screenshot(), contentType: 'image/png' })
    }
    return value
  })
}
