import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { ROOT } from '../programs'
import { type Row, readTable, tableOf } from './table'

const SAMPLES = join(ROOT, 'e2e', 'fixtures')

/** The five commands' output, as the AWS CLI prints it. */
export const ALL_FILES = [
  'describe-network-interfaces.json',
  'describe-vpcs.json',
  'describe-subnets.json',
  'describe-addresses.json',
  'describe-security-groups.json',
]

/** The six commands' output, as the Azure CLI prints it. */
export const ALL_AZURE_FILES = [
  'nics.json',
  'vnets.json',
  'public-ips.json',
  'nsgs.json',
  'asgs.json',
  'lbs.json',
]

/** The Inventory page: files in, plan, apply. */
export class Inventory {
  constructor(readonly page: Page) {}

  async open(): Promise<this> {
    await this.page.goto('/inventory')
    await expect(this.page.getByRole('heading', { name: 'Files to import' })).toBeVisible()
    return this
  }

  /** Chooses sample files and asks for the plan. */
  async read(files: readonly string[], of: 'aws-cli' | 'azure-cli' = 'aws-cli'): Promise<void> {
    const input = this.page.getByLabel('Files to import').and(this.page.locator('input'))
    await input.setInputFiles(files.map((name) => join(SAMPLES, of, name)))
    await this.page.getByRole('button', { name: 'Read and plan' }).click()
  }

  async paste(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Or paste what a command printed' }).fill(text)
    await this.page.getByRole('button', { name: 'Read and plan' }).click()
  }

  /** The plan's first sentence. */
  headline() {
    return this.page.locator('h2#plan')
  }

  files(): Promise<Row[]> {
    return readTable(tableOf(this.page, 'Files'))
  }

  async problems(): Promise<string[]> {
    const list = this.page.getByRole('region', { name: 'Problems', exact: true }).getByRole('listitem')
    await expect(list.first()).toBeVisible()
    return list.allInnerTexts()
  }

  /** The lines of one part of the plan. */
  async part(name: 'Added' | 'Changed' | 'Gone'): Promise<string[]> {
    const list = this.page.getByRole('region', { name: `${name}, list` }).getByRole('listitem')
    await expect(list.first()).toBeVisible()
    return (await list.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())
  }

  async apply(): Promise<void> {
    await this.page.getByRole('button', { name: /^Apply: / }).click()
    await expect(this.page.getByRole('status').filter({ hasText: 'Inventory imported:' })).toBeVisible()
  }

  async discard(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Discard|Back to the files)$/ }).click()
    await expect(this.page.getByRole('heading', { name: 'Files to import' })).toBeVisible()
  }
}
