import { expect, type Locator, type Page } from '@playwright/test'
import { type Row, readTable, tableOf } from './table'

/** The form of a drill, and the page that plays it. */
export class DrillPage {
  constructor(readonly page: Page) {}

  get form(): Locator {
    return this.page.getByRole('dialog', { name: /^Rehearse an interruption/ })
  }

  /** Chooses a zone by the start of what its option says. */
  async reclaim(zone: RegExp): Promise<void> {
    await this.form.getByRole('combobox', { name: 'Zones reclaimed' }).click()
    await this.page.getByRole('option', { name: zone }).click()
    await this.page.keyboard.press('Escape')
  }

  /** Plays it to its end; the report is there then. */
  async play(): Promise<void> {
    await this.form.getByRole('button', { name: 'Play' }).click()
    await expect(this.page).toHaveURL(/\/drills\/drill-[0-9a-f]{12}$/)
    await expect(this.figure('Machines taken')).toBeVisible()
  }

  /** A figure at the report's head, with its label. */
  figure(label: string): Locator {
    return this.page.getByRole('region', { name: 'Summary' }).locator('div', { hasText: label })
  }

  part(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true })
  }

  /** "0 kept, 6 waiting, dark …", at the moment that the map shows. */
  counts(): Locator {
    return this.page.getByRole('region', { name: 'Map of the drill' }).getByRole('list').first()
  }

  places(): Promise<Row[]> {
    return readTable(tableOf(this.page, 'What happened to each'))
  }
}
