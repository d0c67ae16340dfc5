import { expect, type Locator, type Page } from '@playwright/test'
import { type Row, readTable, tableOf } from './table'

export type TaskInput = {
  readonly name?: string
  readonly what?: 'Set target' | 'Scale up' | 'Scale down' | 'Recycle every active instance'
  readonly amount?: number
  readonly cron?: string
  /** As typed into the search. */
  readonly zone?: string
}

/** The Schedule tab of a group that is open. */
export class Schedule {
  constructor(readonly page: Page) {}

  get table(): Locator {
    return tableOf(this.page, 'Scheduled tasks')
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  async rows(): Promise<Row[]> {
    return readTable(this.table)
  }

  /** Waits until a task of this name is listed. */
  async row(name: string): Promise<Row> {
    await expect(this.page.getByRole('button', { name: `Actions for ${name}` })).toBeVisible()
    return (await this.rows()).find((one) => one.Name === name) ?? {}
  }

  async startAdding(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add task' }).click()
    await expect(this.dialog).toBeVisible()
  }

  async fill(task: TaskInput): Promise<void> {
    const { dialog } = this
    if (task.name !== undefined) await dialog.getByRole('textbox', { name: 'Name' }).fill(task.name)
    if (task.what !== undefined) await dialog.getByRole('radio', { name: task.what }).check()
    if (task.amount !== undefined)
      await dialog.getByRole('textbox', { name: /^(Target|Scale (up|down) by)$/ }).fill(String(task.amount))
    if (task.cron !== undefined) await dialog.getByRole('textbox', { name: 'Cron' }).fill(task.cron)
    if (task.zone !== undefined) {
      await dialog.getByRole('combobox', { name: 'Time zone' }).fill(task.zone)
      await this.page.getByRole('option').first().click()
    }
  }

  /** What the schedule in the dialog means, in words, with its next runs. */
  meaning(): Locator {
    return this.dialog.getByRole('status', { name: 'What this schedule means' })
  }

  async submit(button: 'Add task' | 'Save task'): Promise<void> {
    await this.dialog.getByRole('button', { name: button }).click()
    await expect(this.dialog).toBeHidden()
  }

  async startEditing(name: string): Promise<void> {
    await this.#open(name, 'Edit')
  }

  async remove(name: string): Promise<void> {
    await this.#open(name, 'Remove')
    await this.dialog.getByRole('button', { name: 'Remove task' }).click()
    await expect(this.dialog).toBeHidden()
  }

  enabled(name: string): Locator {
    return this.page.getByRole('switch', { name: `${name} is enabled` })
  }

  async #open(name: string, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions for ${name}` }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
    await expect(this.dialog).toBeVisible()
  }
}
