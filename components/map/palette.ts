/**
 * The colours of the map, read from the CSS variables of the scheme that is in force, so that a canvas follows the
 * same tokens as everything else.
 */
const NAMES = [
  'surface',
  'text',
  'soft',
  'faint',
  'mute',
  'line-strong',
  'brand',
  'bad',
  'held',
  'paused',
  'random',
  'pool',
  'foreign',
  'cooling',
  'planned',
  'reserved',
  'free',
  'cell',
  'on',
] as const

export type Palette = Readonly<Record<(typeof NAMES)[number], string>> & { readonly mono: string }

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const colors = Object.fromEntries(NAMES.map((name) => [name, read(name) || '#888'])) as Record<
    (typeof NAMES)[number],
    string
  >
  return { ...colors, mono: read('mono') || 'ui-monospace, monospace' }
}
