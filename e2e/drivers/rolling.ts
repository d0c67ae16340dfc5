import { expect, type Locator, type Page } from '@playwright/test'
import { Confirmation } from './group'

export type RollingInput = {
  readonly 'Batch size'?: number
  readonly 'Maximum unavailable'?: number
  readonly 'Health gate'?: number
  readonly 'Timeout of the gate'?: number
}

/** The rolling recycle of a group whose page is open. */
export class Rolling {
  constructor(readonly page: Page) {}

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  /** What is under way, and what has ended. */
  get part(): Locator {
    return this.page.getByRole('region', { name: 'Rolling recycle' })
  }

  get progress(): Locator {
    return this.part.getByRole('progressbar', { name: 'Rolling recycle' })
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'More actions' }).click()
    await this.page.getByRole('menuitem', { name: 'Rolling recycle…' }).click()
    await new Confirmation(this.page).ready()
  }

  async fill(input: RollingInput): Promise<void> {
    for (const [label, value] of Object.entries(input))
      await this.dialog.getByRole('textbox', { name: label, exact: true }).fill(String(value))
  }

  async start(): Promise<void> {
    await new Confirmation(this.page).agree('Start rolling recycle')
  }

  async press(button: 'Pause' | 'Resume' | 'Cancel run'): Promise<void> {
    await this.part.getByRole('button', { name: button, exact: true }).click()
  }

  /** "1 of 2 replaced, 1 waiting" */
  async reaches(words: RegExp): Promise<void> {
    await expect(this.progress).toHaveAttribute('aria-valuetext', words)
  }

  async ends(words: RegExp): Promise<void> {
    await expect(this.progress).toHaveCount(0)
    await expect(this.part.locator('summary')).toContainText(words)
  }
}
