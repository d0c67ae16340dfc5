import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * What axe finds on a page as it stands, each as "rule html"; `rules` are all of them unless told.
 *
 * It judges in the page itself and says in full only what is wrong. Its other way, which opens a page of its own to put
 * the frames' answers together, takes twice the processor time, and no page of ours has a frame.
 */
export async function foundByAxe(page: Page, rules?: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html.slice(0, 200)}`))
}
