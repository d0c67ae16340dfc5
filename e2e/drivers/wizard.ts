import { expect, type Locator, type Page } from '@playwright/test'
import { choose, chooseAll } from './choose'
import { type Row, readTable } from './table'

export type Step = 'General' | 'Compute' | 'Persistence' | 'Review'

export type Entries = {
  readonly name: string
  readonly vpc?: string
  /** By default prod-b, where no group of the demo holds a random address that might be in the way. */
  readonly subnets?: readonly string[]
  readonly minimum?: number
  readonly target: number
  readonly maximum?: number
  readonly image?: string
  readonly types?: readonly string[]
  readonly securityGroups?: readonly string[]
  readonly elasticIps?: readonly string[]
  readonly maintain?: boolean
  readonly pool?: string
  readonly overflow?: string
  readonly resumePool?: boolean
  readonly rest?: number
}

/** The wizard, for a new group or an existing one, by its labels. */
export class Wizard {
  constructor(readonly page: Page) {}

  async open(): Promise<this> {
    await this.page.goto('/groups/new')
    await expect(this.field('Name')).toBeVisible()
    return this
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label, exact: true })
  }

  checkbox(label: string): Locator {
    return this.page.getByRole('checkbox', { name: label })
  }

  tab(step: Step): Locator {
    return this.page.getByRole('tab', { name: step, exact: true })
  }

  async goTo(step: Step): Promise<void> {
    await this.tab(step).click()
    await this.isAt(step)
  }

  async isAt(step: Step): Promise<void> {
    await expect(this.tab(step)).toHaveAttribute('aria-selected', 'true')
  }

  /** "Next: …", and waits for the step. */
  async next(to: Step): Promise<void> {
    await this.page.getByRole('button', { name: `Next: ${to}` }).click()
    await this.isAt(to)
  }

  async fillGeneral(entries: Entries): Promise<void> {
    await this.field('Name').fill(entries.name)
    await choose(this.page, 'VPC', entries.vpc ?? 'vpc-prod')
    await chooseAll(this.page, 'Subnets', entries.subnets ?? ['10.0.2.0/24'])
    if (entries.minimum !== undefined) await this.field('Minimum').fill(String(entries.minimum))
    await this.field('Target').fill(String(entries.target))
    if (entries.maximum !== undefined) await this.field('Maximum').fill(String(entries.maximum))
  }

  async fillCompute(entries: Entries): Promise<void> {
    await this.field('Image').fill(entries.image ?? 'ami-0abcdef1234567890')
    for (const type of entries.types ?? ['m6i.large']) {
      const types = this.page.getByRole('combobox', { name: 'Instance types' })
      await types.fill(type)
      await types.press('Enter')
    }
    await chooseAll(this.page, 'Security groups', entries.securityGroups ?? ['prod-default'])
  }

  async fillPersistence(entries: Entries): Promise<void> {
    for (const address of entries.elasticIps ?? []) await this.chooseElasticIp(address)
    if (entries.maintain !== undefined) {
      await this.checkbox('Maintain private IP').setChecked(entries.maintain)
    }
    if (entries.pool !== undefined) await this.typePool(entries.pool)
    if (entries.overflow) await this.chooseOverflow(entries.overflow)
    if (entries.resumePool) await this.checkbox('Resume pool instances up to target').check()
    if (entries.rest !== undefined) await this.field('Rest').fill(String(entries.rest))
  }

  async chooseElasticIp(address: string): Promise<void> {
    await this.field('Elastic IP pool').fill(address)
    await this.page.getByRole('option', { name: address }).click()
    await this.page.keyboard.press('Escape')
  }

  /** What happens when target is larger than the pool. */
  async chooseOverflow(words: string): Promise<void> {
    const policy = this.page.getByRole('group', { name: 'When target is larger than the pool' })
    await policy.getByText(words, { exact: true }).click()
  }

  async removeAllMembers(): Promise<void> {
    await this.page.getByRole('button', { name: 'Remove all', exact: true }).click()
  }

  async typePool(text: string): Promise<void> {
    await this.field('Private IP Pool').fill(text)
    await this.field('Private IP Pool').press('Enter')
  }

  /** Ctrl+V with this in the clipboard. */
  async pastePool(text: string): Promise<void> {
    await this.field('Private IP Pool').evaluate((input, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  }

  /** From an empty wizard to Review. */
  async fill(entries: Entries): Promise<void> {
    await this.fillGeneral(entries)
    await this.next('Compute')
    await this.fillCompute(entries)
    await this.next('Persistence')
    await this.fillPersistence(entries)
    await this.next('Review')
  }

  /** Creates the group whose plan is shown, and waits for its page. */
  async create(): Promise<void> {
    await this.finish('Create group')
  }

  finishButton(name: 'Create group' | 'Apply changes'): Locator {
    return this.page.getByRole('button', { name })
  }

  async finish(button: 'Create group' | 'Apply changes'): Promise<void> {
    const finish = this.finishButton(button)
    await expect(finish).not.toHaveAttribute('aria-disabled', 'true')
    await finish.click()
    await expect(this.page).toHaveURL(/\/groups\/sig-[^/?]+$/)
  }

  /** Each member of the private IP pool and its verdict. */
  async poolMembers(): Promise<string[]> {
    const members = await this.page
      .getByRole('list', { name: 'Pool members' })
      .getByRole('listitem')
      .allInnerTexts()
    return members.map((text) => text.replace(/\s+/g, ' ').trim())
  }

  /** "9 members: 7 usable, 1 resting, 1 unusable" */
  poolTotal(): Locator {
    return this.page.getByRole('status').filter({ hasText: /^[\d,]+ members?/ })
  }

  /** The sentences of "What will happen". */
  plan(): Locator {
    return this.page.getByRole('region', { name: 'What will happen' })
  }

  async changes(): Promise<Row[]> {
    return readTable(this.page.getByRole('region', { name: 'What changes' }).getByRole('table'))
  }

  saved(): Locator {
    return this.page.getByRole('status').filter({ hasText: /Draft saved/ })
  }
}
