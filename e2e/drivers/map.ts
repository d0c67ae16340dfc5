import { expect, type Locator, type Page } from '@playwright/test'
import { paths } from '@/lib/api/paths'
import { type Row, readTable } from './table'

/** The map of a subnet: pointed at, clicked, or walked over by keyboard, as an operator does. */
export class AddressMap {
  constructor(readonly page: Page) {}

  async open(subnetId: string, query = ''): Promise<this> {
    await this.page.goto(`${paths.subnet(subnetId)}${query}`)
    await expect(this.map).toBeVisible()
    return this
  }

  get map(): Locator {
    return this.page.getByRole('application').first()
  }

  inspector(): Locator {
    return this.page.getByRole('complementary', { name: /^Inspector/ })
  }

  /** The legend as {status: count}. */
  async legend(): Promise<Record<string, number>> {
    const entries = await this.page
      .getByRole('list', { name: 'Legend' })
      .getByRole('listitem')
      .allInnerTexts()
    return Object.fromEntries(
      entries.map((text) => {
        const [, status = text, count = '0'] = /^\s*(.*?)\s+([\d,]+)\s*$/s.exec(text) ?? []
        return [status, Number(count.replaceAll(',', ''))]
      }),
    )
  }

  /** "65,536 addresses in all" as a number. */
  async total(): Promise<number> {
    const [text = ''] = await this.page.getByText(/address(es)? in all$/).allTextContents()
    return Number(text.replace(/\D/g, ''))
  }

  /** What the tooltip beside the pointer says; empty when there is none. */
  async tooltip(): Promise<string> {
    const texts = await this.map.locator('div[aria-hidden]').allInnerTexts()
    return texts.join(' ').replace(/\s+/g, ' ').trim()
  }

  /**
   * Moves the pointer onto a cell of a map of one square (a /24 or smaller): looks where it is, and corrects, as a
   * hand does. Answers the point.
   */
  async pointAt(address: string): Promise<{ x: number; y: number }> {
    const box = await this.map.boundingBox()
    if (!box) throw new Error('The map is not on the screen.')
    const wanted = lastOctet(address)
    let x = box.x + box.width / 3
    let y = box.y + box.height / 3
    let cell = 24
    for (let look = 0; look < 24; look++) {
      await this.page.mouse.move(x, y)
      const here = await this.cellUnderPointer()
      if (here === wanted) return { x, y }
      const [dx, dy] = here === null ? [-1, -1] : [(wanted % 16) - (here % 16), (wanted >> 4) - (here >> 4)]
      x = Math.min(box.x + box.width - 8, Math.max(box.x + 8, x + dx * cell))
      y = Math.min(box.y + box.height - 8, Math.max(box.y + 8, y + dy * cell))
      // Overshooting by less each time settles on any size of cell.
      if (look > 4) cell *= 0.9
    }
    throw new Error(`The pointer did not find ${address}.`)
  }

  async click(address: string): Promise<void> {
    const { x, y } = await this.pointAt(address)
    await this.page.mouse.click(x, y)
  }

  /** Presses here, lets go there. */
  async drag(from: string, to: string): Promise<void> {
    const start = await this.pointAt(from)
    const end = await this.pointAt(to)
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 3 })
    await this.page.mouse.move(end.x, end.y, { steps: 3 })
    await this.page.mouse.up()
  }

  private async cellUnderPointer(): Promise<number | null> {
    const found = /^(\d+\.\d+\.\d+\.\d+)/.exec(await this.tooltip())
    return found ? lastOctet(found[1] ?? '') : null
  }

  /** The same map as a table, with what is not free. */
  async list(): Promise<Row[]> {
    await this.page.getByRole('radiogroup', { name: 'Show as' }).getByText('List').click()
    const table = this.page.getByRole('table', { name: /^Addresses of / })
    await expect(table).toBeVisible()
    return readTable(table)
  }
}

const lastOctet = (address: string): number => Number(address.split('.').at(-1))
