import { expect, type Locator, type Page } from '@playwright/test'
import { Confirmation } from './group'
import { type Row, readTable, tableOf } from './table'

export type HeldVerb = 'Release' | 'Give back' | 'Adopt' | 'Delete'

/** The page of what is held for nobody running. */
export class HeldPage {
  constructor(readonly page: Page) {}

  async open(): Promise<this> {
    await this.page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: /^Retained/ })
      .click()
    await expect(this.table).toBeVisible()
    return this
  }

  get table(): Locator {
    return tableOf(this.page, 'Retained and orphaned')
  }

  /** "10.0.1.36 ENI Paused", by address. */
  async listed(): Promise<string[]> {
    return (await this.rows()).map((row) =>
      [
        row.Address,
        first(row.What, /^(ENI|Elastic IP|NIC|Public IP)/),
        first(row.Why, /^\w+( in a pool)?/),
      ].join(' '),
    )
  }

  rows(): Promise<Row[]> {
    return readTable(this.table)
  }

  /** Opens the plan of an action on rows, which is also its confirmation. */
  async ask(verb: HeldVerb, addresses: readonly string[]): Promise<Confirmation> {
    for (const address of addresses)
      await this.page.getByRole('checkbox', { name: `Select ${address}`, exact: true }).check()
    const bar = this.page.getByRole('region', { name: 'Selected' })
    await bar.getByRole('button', { name: new RegExp(`^${verb}`) }).click()
    return new Confirmation(this.page)
  }
}

const first = (text: string | undefined, pattern: RegExp): string => pattern.exec(text ?? '')?.[0] ?? ''
