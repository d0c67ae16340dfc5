/** The part of a click that says what the browser would do with it. */
export type LinkClick = {
  readonly button: number
  readonly modified: boolean
  readonly prevented: boolean
  readonly link: { readonly href: string; readonly target: string; readonly download: boolean } | null
}

/**
 * The address within the console that a click would leave the page for; null when it would not: another tab, a
 * download, another site (the browser asks for those itself), or the same page with another step or fragment.
 */
export function findDeparture(click: LinkClick, here: string): string | null {
  const { link } = click
  if (!link || click.prevented || click.button !== 0 || click.modified || link.download) return null
  if (link.target !== '' && link.target !== '_self') return null
  const from = new URL(here)
  const to = new URL(link.href, from)
  if (to.origin !== from.origin || !to.protocol.startsWith('http')) return null
  if (to.pathname === from.pathname && (to.search === from.search || to.hash !== '')) return null
  return `${to.pathname}${to.search}${to.hash}`
}

/** The same of a click as the browser tells of it. */
export function departureOf(event: MouseEvent, here: string): string | null {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  const click: LinkClick = {
    button: event.button,
    modified: event.metaKey || event.ctrlKey || event.shiftKey || event.altKey,
    prevented: event.defaultPrevented,
    link: link?.href
      ? { href: link.href, target: link.target, download: link.hasAttribute('download') }
      : null,
  }
  return findDeparture(click, here)
}
