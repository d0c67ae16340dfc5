import { expect, type Locator, type Page } from '@playwright/test'
import { GroupsList } from './groups'
import { type Row, readTable, tableOf } from './table'

export type Action = 'Resume' | 'Pause' | 'Recycle' | 'Deallocate'
export type GroupTab = 'Instances' | 'Network' | 'Map' | 'Schedule' | 'Activity' | 'Configuration'

/** What stays with a stateful instance, and what is behind it for now. */
export type Identity = {
  readonly id: string
  readonly state: string
  readonly address: string
  readonly origin: string
  readonly eni: string
  readonly elasticIp: string
  readonly machine: string
}

/** What must not change while machines come and go (A1). */
export const lasting = ({ id, address, eni, elasticIp }: Identity) => ({ id, address, eni, elasticIp })

/** One group's page. */
export class GroupPage {
  constructor(readonly page: Page) {}

  async open(name: string): Promise<this> {
    await (await new GroupsList(this.page).open()).openGroup(name)
    await expect(tableOf(this.page, 'Instances')).toBeVisible()
    return this
  }

  get table(): Locator {
    return tableOf(this.page, 'Instances')
  }

  async rows(): Promise<Row[]> {
    return readTable(this.table)
  }

  async instances(): Promise<Identity[]> {
    return (await this.rows()).map((row) => {
      // "Held, active 10.0.1.32 Pool"; before a floating instance has a machine: "None now Floating".
      const told = row['Private IP'] ?? ''
      return {
        id: first(row['Stateful instance']),
        state: row.State ?? '',
        address: /\d+(\.\d+){3}/.exec(told)?.[0] ?? '',
        origin: told.split(' ').at(-1) ?? '',
        eni: first(row.ENI),
        elasticIp: first(row['Elastic IP']),
        machine: first(row.Instance),
      }
    })
  }

  /** The instance with this private IP. */
  async at(address: string): Promise<Identity> {
    const found = (await this.instances()).find((one) => one.address === address)
    expect(found, `an instance with ${address}`).toBeDefined()
    return found as Identity
  }

  /** Waits until the states of all instances, in the order of the table, are these. */
  async settles(states: readonly string[] | RegExp): Promise<void> {
    const read = async () => (await this.instances()).map((one) => one.state)
    if (states instanceof RegExp)
      await expect.poll(async () => (await read()).every((one) => states.test(one))).toBe(true)
    else await expect.poll(read).toEqual(states)
  }

  /** Waits until the instance with this private IP is in a state. */
  async reaches(address: string, state: RegExp): Promise<Identity> {
    await expect
      .poll(async () => (await this.instances()).find((one) => one.address === address)?.state ?? 'not there')
      .toMatch(state)
    return this.at(address)
  }

  /** Opens the plan of an action on instances, which is also its confirmation. */
  async ask(action: Action, ids: readonly string[]): Promise<Confirmation> {
    if (ids.length === 1) {
      await this.page.getByRole('button', { name: `Actions for ${ids[0]}` }).click()
      await this.page.getByRole('menuitem', { name: action }).click()
    } else {
      for (const id of ids) await this.page.getByRole('checkbox', { name: `Select ${id}` }).check()
      const bar = this.page.getByRole('region', { name: 'Selected instances' })
      await bar.getByRole('button', { name: action }).click()
    }
    return new Confirmation(this.page).ready()
  }

  async do(action: Action, ids: readonly string[]): Promise<void> {
    await (await this.ask(action, ids)).agree(action)
  }

  async askHeader(button: string): Promise<Confirmation> {
    await this.page.getByRole('button', { name: button, exact: true }).click()
    return new Confirmation(this.page).ready()
  }

  async scaleTo(target: number, how: { resumePaused: boolean } = { resumePaused: true }): Promise<void> {
    const confirmation = await this.askHeader('Scale')
    const { dialog } = confirmation
    await dialog.getByRole('textbox', { name: 'Target' }).fill(String(target))
    await dialog.getByRole('checkbox', { name: 'Resume paused instances' }).setChecked(how.resumePaused)
    await confirmation.ready()
    await confirmation.agree(`Scale to ${target}`)
  }

  async edit(): Promise<void> {
    await this.page.getByRole('link', { name: 'Edit', exact: true }).click()
    await expect(this.page.getByRole('heading', { name: /^Edit /, level: 1 })).toBeVisible()
  }

  async showTab(tab: GroupTab): Promise<void> {
    await this.page.getByRole('tab', { name: tab, exact: true }).click()
  }

  /** "2 of 3 active, 4 paused" */
  capacity(): Locator {
    return this.page
      .getByRole('main')
      .getByText(/^\d+ of \d+ active/)
      .first()
  }
}

/** The dialog in which a plan is agreed to. */
export class Confirmation {
  readonly dialog: Locator

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog')
  }

  /** Waits for the plan. */
  async ready(): Promise<this> {
    await expect(this.dialog.locator('[aria-busy]')).toHaveAttribute('aria-busy', 'false')
    return this
  }

  plan(): Locator {
    return this.dialog.getByRole('list', { name: 'What will happen' })
  }

  async agree(button: string): Promise<void> {
    const agree = this.dialog.getByRole('button', { name: new RegExp(`^${button}`) })
    await expect(agree).not.toHaveAttribute('aria-disabled', 'true')
    await agree.click()
    await expect(this.dialog).toBeHidden()
  }
}

const first = (text: string | undefined): string => (text ?? '').split(/[ ,]/)[0] ?? ''
