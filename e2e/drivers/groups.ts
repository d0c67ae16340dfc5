import { expect, type Locator, type Page } from '@playwright/test'
import { type Row, readTable, tableOf } from './table'

/** The list of groups and drafts. */
export class GroupsList {
  constructor(readonly page: Page) {}

  async open(): Promise<this> {
    await this.page.goto('/groups')
    await expect(this.page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible()
    return this
  }

  get table(): Locator {
    return tableOf(this.page, 'Groups')
  }

  async rows(): Promise<Row[]> {
    await expect(this.table).toBeVisible()
    return readTable(this.table)
  }

  async names(): Promise<string[]> {
    return (await this.rows()).map((row) => row.Group ?? '')
  }

  async openGroup(name: string): Promise<void> {
    const heading = this.page.getByRole('heading', { name, level: 1 })
    // A click in the moment in which the browser takes the page over may go nowhere: people click again.
    await expect(async () => {
      if (!(await heading.isVisible()))
        await this.table.getByRole('link', { name, exact: true }).click({ timeout: 5_000 })
      await expect(heading).toBeVisible({ timeout: 10_000 })
    }).toPass({ timeout: 150_000 })
  }
}
