import { expect, type Locator, type Page } from '@playwright/test'
import { type Row, readTable, tableOf } from './table'

/** One step of the chart, as the table tells it. */
export type CapacityStep = {
  readonly desired: number
  readonly running: number
  readonly onPool: number
  readonly onRandom: number
}

/** The Capacity tab of a group's page. */
export class CapacityTab {
  constructor(readonly page: Page) {}

  get part(): Locator {
    return this.page.getByRole('region', { name: 'Capacity', exact: true })
  }

  async open(): Promise<this> {
    await this.page.getByRole('tab', { name: 'Capacity', exact: true }).click()
    await expect(this.legend()).toBeVisible()
    return this
  }

  /** "Desired 6", "Running 6", … as they are now. */
  legend(): Locator {
    return this.part.getByRole('list', { name: 'Capacity now' })
  }

  /** The chart to be read with the arrow keys. */
  get reader(): Locator {
    return this.part.getByRole('slider')
  }

  marks(): Locator {
    return this.part.getByRole('toolbar', { name: 'Events' }).getByRole('button')
  }

  /** What is said of the marked events that were clicked. */
  get detail(): Locator {
    return this.part.getByRole('status', { name: 'Marked events' })
  }

  async showAs(form: 'table' | 'chart'): Promise<void> {
    await this.part.getByRole('button', { name: `Show as ${form}` }).click()
    await expect(form === 'table' ? tableOf(this.page, 'Capacity') : this.reader).toBeVisible()
  }

  /** Newest first. */
  rows(): Promise<Row[]> {
    return readTable(tableOf(this.page, 'Capacity'))
  }

  /** Oldest first. */
  async steps(): Promise<CapacityStep[]> {
    return (await this.rows()).reverse().map((row) => ({
      desired: Number(row.Desired),
      running: Number(row.Running),
      onPool: Number(row['On pool addresses']),
      onRandom: Number(row['On random addresses']),
    }))
  }

  async last(): Promise<CapacityStep | undefined> {
    return (await this.steps()).at(-1)
  }

  events(): Promise<Row[]> {
    return readTable(tableOf(this.page, 'Marked events'))
  }
}
