import { expect, type Locator, type Page } from '@playwright/test'
import { Confirmation } from './group'
import { GroupsList } from './groups'
import { type Row, readTable, tableOf } from './table'

/** A VM as its row tells it. */
export type VmRow = {
  readonly id: string
  readonly state: string
  readonly zone: string
  /** "10.0.1.0 Static" */
  readonly privateIp: string
  /** "20.61.10.11 Pool", "None" */
  readonly publicIp: string
}

/** The page of a group whose VMs borrow from pools. */
export class PooledGroup {
  constructor(readonly page: Page) {}

  async open(name: string): Promise<this> {
    await (await new GroupsList(this.page).open()).openGroup(name)
    await expect(this.page.getByRole('tab', { name: 'VMs', exact: true })).toBeVisible()
    return this
  }

  get table(): Locator {
    return tableOf(this.page, 'VMs')
  }

  async rows(): Promise<VmRow[]> {
    if (!(await this.table.isVisible())) return []
    return (await readTable(this.table)).map(readVm)
  }

  /** Waits until every VM is active and there are so many; answers them. */
  async settles(count: number): Promise<VmRow[]> {
    await expect
      .poll(async () => (await this.rows()).map((vm) => vm.state))
      .toEqual(Array(count).fill('Active'))
    return this.rows()
  }

  async ask(action: 'Replace' | 'Remove', id: string): Promise<Confirmation> {
    await this.page.getByRole('button', { name: `Actions for ${id}` }).click()
    await this.page.getByRole('menuitem', { name: action }).click()
    return new Confirmation(this.page).ready()
  }

  /** Opens the Scale dialog and asks for a target, or so many more or fewer. */
  async askScale(how: 'Set target' | 'Add' | 'Remove', amount: number): Promise<Confirmation> {
    await this.page.getByRole('button', { name: 'Scale', exact: true }).click()
    const confirmation = new Confirmation(this.page)
    const { dialog } = confirmation
    await dialog.getByRole('radiogroup', { name: 'How' }).getByText(how, { exact: true }).click()
    const field = how === 'Set target' ? 'Target' : `VMs to ${how.toLowerCase()}`
    await dialog.getByRole('textbox', { name: field }).fill(String(amount))
    return confirmation.ready()
  }

  async scaleTo(target: number): Promise<void> {
    await (await this.askScale('Set target', target)).agree(`Scale to ${target}`)
  }

  async showTab(tab: string): Promise<void> {
    await this.page.getByRole('tab', { name: tab, exact: true }).click()
  }
}

function readVm(row: Row): VmRow {
  const privateIp = Object.entries(row).find(([column]) => column.startsWith('Private IP'))?.[1]
  return {
    id: (row.VM ?? '').split(/[ ,]/)[0] ?? '',
    state: row.State ?? '',
    zone: row.Zone ?? '',
    privateIp: privateIp ?? '',
    publicIp: row['Public IP'] ?? '',
  }
}
