import { expect, type Page } from '@playwright/test'
import { type Row, readTable, tableOf } from './table'

/** The Simulator page: what AWS and other people do. */
export class Simulator {
  constructor(readonly page: Page) {}

  async open(): Promise<this> {
    await this.page.goto('/simulator')
    await expect(this.page.getByRole('heading', { name: 'Instances', level: 2, exact: true })).toBeVisible()
    return this
  }

  machines(): Promise<Row[]> {
    return readTable(tableOf(this.page, 'Instances'))
  }

  /** ENIs of paused instances. */
  async freeInterfaces(): Promise<Row[]> {
    const table = tableOf(this.page, 'ENIs of paused instances')
    return (await table.isVisible()) ? readTable(table) : []
  }

  async interrupt(machineId: string): Promise<void> {
    await this.page.getByRole('checkbox', { name: `Select ${machineId}` }).check()
    await this.page.getByRole('button', { name: 'Interrupt 1 instance', exact: true }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Interrupt 1 instance' }).click()
    await expect(dialog).toBeHidden()
  }
}
