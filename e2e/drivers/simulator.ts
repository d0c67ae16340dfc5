import { expect, type Page } from '@playwright/test'
import { type Row, readTable, tableOf } from './table'

/** The Simulator page: what the clouds and other people do. */
export class Simulator {
  constructor(readonly page: Page) {}

  async open(): Promise<this> {
    await this.page.goto('/simulator')
    await expect(this.page.getByRole('heading', { name: 'Instances and VMs', level: 2 })).toBeVisible()
    return this
  }

  machines(): Promise<Row[]> {
    return readTable(tableOf(this.page, 'Instances and VMs'))
  }

  /** ENIs of paused instances. */
  async freeInterfaces(): Promise<Row[]> {
    const table = tableOf(this.page, 'ENIs of paused instances')
    return (await table.isVisible()) ? readTable(table) : []
  }

  /** `name`: an instance's id, or a VM's name. */
  async interrupt(name: string): Promise<void> {
    await this.page.getByRole('checkbox', { name: `Select ${name}` }).check()
    const words = /^Interrupt 1 (instance|VM)$/
    await this.page.getByRole('button', { name: words }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('button', { name: words }).click()
    await expect(dialog).toBeHidden()
  }
}
