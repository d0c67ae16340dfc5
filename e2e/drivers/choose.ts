import type { Locator, Page } from '@playwright/test'

/** Opens a select and takes the option whose words contain `option`. */
export async function choose(within: Page | Locator, label: string, option: string): Promise<void> {
  const page = 'page' in within ? within.page() : within
  await within.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option }).first().click()
}

/** The same for several options, leaving the list closed. */
export async function chooseAll(page: Page, label: string, options: readonly string[]): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true })
  for (const option of options) {
    await box.fill(option)
    await page.getByRole('option', { name: option }).first().click()
  }
  await page.keyboard.press('Escape')
}
