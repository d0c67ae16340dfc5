import type { Locator, Page } from '@playwright/test'

export type Row = Readonly<Record<string, string>>

/** A table as one reads it: a row is {column: text}, where the text is what assistive technology is told. */
export async function readTable(table: Locator): Promise<Row[]> {
  return table.evaluate((element) => {
    const said = (node: Node): string => {
      if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? ''
      if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true') return ''
      const inside = [...node.childNodes].map(said).join('')
      const label =
        node instanceof HTMLElement && inside.trim() === '' ? node.getAttribute('aria-label') : null
      const apart = !['inline', 'contents'].includes(getComputedStyle(node).display)
      return apart ? ` ${label ?? inside} ` : (label ?? inside)
    }
    const text = (node: Element) => said(node).replace(/\s+/g, ' ').trim()
    const columns = [...element.querySelectorAll('thead th')].map(text)
    return [...element.querySelectorAll('tbody tr:not([aria-hidden])')].map((row) =>
      Object.fromEntries(
        [...row.querySelectorAll('td, th')].map((cell, at) => [columns[at] ?? String(at), text(cell)]),
      ),
    )
  })
}

export const tableOf = (page: Page, name: string): Locator => page.getByRole('table', { name, exact: true })
