import type { ComponentPropsWithRef } from 'react'

/** A part of a page that scrolls by itself. It takes focus, so that the keyboard scrolls it too; `aria-label` names it. */
export function ScrollRegion(props: ComponentPropsWithRef<'section'> & { 'aria-label': string }) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
  return <section tabIndex={0} {...props} />
}
