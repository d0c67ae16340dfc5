import { expect, type Locator } from '@playwright/test'
import { choose } from './choose'
import { Wizard } from './wizard'

export type NicEntries = {
  readonly subnet?: string
  readonly networkSecurityGroup?: string
  readonly applicationSecurityGroups?: readonly string[]
  readonly pool?: string
  readonly publicIps?: readonly string[]
}

export type PooledEntries = {
  readonly name: string
  readonly zones?: readonly string[]
  readonly target: number
  readonly maximum: number
  readonly sizes?: readonly string[]
  readonly network?: string
}

/** The wizard on a cloud whose groups draw from pools, by its labels. */
export class PooledWizard extends Wizard {
  async chooseCloud(label: string): Promise<void> {
    await this.page.getByRole('group', { name: 'Cloud' }).getByText(label, { exact: true }).click()
  }

  async fillPlace(entries: PooledEntries): Promise<void> {
    await this.chooseCloud('Azure')
    await this.field('Name').fill(entries.name)
    for (const zone of entries.zones ?? []) await this.checkbox(`Zone ${zone}`).check()
    await this.field('Target').fill(String(entries.target))
    await this.field('Maximum').fill(String(entries.maximum))
  }

  async fillMachines(entries: PooledEntries): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Resource group' }).fill('holdfast-demo')
    await this.page.keyboard.press('Escape')
    await this.field('Image').fill('Canonical:ubuntu-24_04-lts:server:latest')
    const sizes = this.page.getByRole('combobox', { name: 'VM sizes' })
    for (const size of entries.sizes ?? ['Standard_D4s_v5']) {
      await sizes.fill(size)
      await sizes.press('Enter')
    }
  }

  async chooseNetwork(name: string): Promise<void> {
    await choose(this.page, 'Resource group', 'holdfast-demo')
    await choose(this.page, 'Virtual network', name)
  }

  /** From an empty wizard to the Persistence step, with its network chosen. */
  async reachNetwork(entries: PooledEntries): Promise<void> {
    await this.fillPlace(entries)
    await this.next('Compute')
    await this.fillMachines(entries)
    await this.next('Persistence')
    await this.chooseNetwork(entries.network ?? 'ZonalVirtualNetwork')
  }

  /** The card of an interface, by its name. */
  card(name: string): Nic {
    const toggle = this.page.getByRole('button', { name: `Network interface ${name}`, exact: true })
    return new Nic(this.page.getByRole('listitem').filter({ has: toggle }), toggle)
  }

  async addInterface(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add network interface' }).click()
  }

  /** The names of the interfaces, in their order. */
  async interfaces(): Promise<string[]> {
    const toggles = this.page
      .getByRole('region', { name: 'Network interfaces' })
      .locator('[data-head] > button')
    return (await toggles.allInnerTexts()).map((text) => text.trim())
  }
}

/** One card: its fields by their labels. */
export class Nic {
  constructor(
    readonly card: Locator,
    readonly toggle: Locator,
  ) {}

  field(label: string): Locator {
    return this.card.getByRole('textbox', { name: label, exact: true })
  }

  combobox(label: string): Locator {
    return this.card.getByRole('combobox', { name: label, exact: true })
  }

  tool(verb: string): Locator {
    const head = this.card.locator('[data-head]')
    return head.getByRole('button', { name: new RegExp(`^${verb} \\S+( up| down)?$`) })
  }

  async fill(entries: NicEntries): Promise<void> {
    const page = this.card.page()
    if (entries.subnet) await choose(this.card, 'Subnet', entries.subnet)
    if (entries.networkSecurityGroup)
      await choose(this.card, 'Network security group', entries.networkSecurityGroup)
    for (const name of entries.applicationSecurityGroups ?? []) {
      await this.combobox('Application security groups').fill(name)
      await page.getByRole('option', { name }).first().click()
      await page.keyboard.press('Escape')
    }
    if (entries.pool !== undefined) await this.typePool(entries.pool)
    if (entries.publicIps) {
      await this.card.getByRole('checkbox', { name: 'Public IP' }).check()
      for (const address of entries.publicIps) await this.choosePublicIp(address)
    }
  }

  async typePool(text: string): Promise<void> {
    await this.field('Private IP Pool').fill(text)
    await this.field('Private IP Pool').press('Enter')
  }

  async choosePublicIp(address: string): Promise<void> {
    await this.field('Public IP pool').fill(address)
    await this.card.page().getByRole('option', { name: address }).click()
    await this.card.page().keyboard.press('Escape')
  }

  /** Each member of the private IP pool and its verdict. */
  async members(): Promise<string[]> {
    const items = await this.card
      .getByRole('list', { name: 'Pool members' })
      .getByRole('listitem')
      .allInnerTexts()
    return items.map((text) => text.replace(/\s+/g, ' ').trim())
  }

  async isPrimary(): Promise<boolean> {
    return this.card.getByRole('radio', { name: /is primary$/ }).isChecked()
  }

  async says(sentence: string | RegExp): Promise<void> {
    await expect(this.card.getByText(sentence).first()).toBeVisible()
  }
}
