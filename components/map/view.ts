/**
 * From map units to the screen and back: the stage (what room there is), the view (zoom and pan inside it), and the
 * view that shows one square. Pure; d3-zoom only turns gestures into views.
 *
 *   screen = stage.left + view.x + mapUnits × stage.cell × view.k          (the same for y with stage.top)
 */
import { clamp, type MapLayout, PITCH, type Rect, squareAt, squareRect } from './layout'

/** All in CSS pixels. `cell`: one map unit when the whole map is shown (k = 1). */
export type Stage = {
  readonly left: number
  readonly top: number
  /** Room for the map itself, without the margins that carry the octets. */
  readonly width: number
  readonly cell: number
  /** The map's height grows when zoomed (a /20 is one low row) up to this. */
  readonly mostHeight: number
  readonly mostZoom: number
}

/** d3-zoom's transform: k ≥ 1, x and y ≤ 0. */
export type View = { readonly k: number; readonly x: number; readonly y: number }

export const WHOLE: View = { k: 1, x: 0, y: 0 }

/** A cell is never drawn larger than this: then it shows all that it has to say. */
const LARGEST_CELL = 38
const LARGEST_COMPACT_CELL = 26
/** Room around the map, so that rims and rings at its edge are not cut off. */
export const PAD = 5

export type Room = {
  readonly width: number
  readonly height: number
  /** Device pixels per CSS pixel. */
  readonly ratio: number
  readonly compact: boolean
  /** The map stays whole: what is chosen in it is shown large elsewhere. */
  readonly fixed?: boolean
}

export function stageOf(layout: MapLayout, room: Room): Stage {
  const margins = marginsOf(layout, room)
  const width = Math.max(40, room.width - margins.left - PAD)
  const height = Math.max(16, room.height - margins.top - PAD)
  const largest = room.compact ? LARGEST_COMPACT_CELL : LARGEST_CELL
  const cell = crisp(Math.min(width / layout.width, height / layout.height, largest), room.ratio)
  const closest =
    layout.kind === 'blocks' ? Math.min(width, height) / (cell * layout.columns) : largest / cell
  return {
    ...margins,
    width: Math.min(width, Math.max(cell * layout.width, layout.squares > 1 ? width : 0)),
    cell,
    mostHeight: Math.max(height, cell * layout.height),
    mostZoom: room.fixed || closest < 1.3 ? 1 : closest,
  }
}

/** Octets stand left and above, except where every cell of a small map carries its own. */
function marginsOf(layout: MapLayout, room: Room): { left: number; top: number } {
  if (room.compact && layout.squares === 1) return { left: PAD, top: PAD }
  return { left: room.width < NARROW ? 28 : 32, top: 20 }
}

/** On a phone every pixel goes to the cells. */
const NARROW = 420

/**
 * The next smaller size that is a whole number of device pixels, so that all cells come out alike. Where that would
 * cost much of the room, on a phone, only squares come out alike: their cells are too small to tell.
 */
function crisp(cell: number, ratio: number): number {
  const device = cell * ratio
  const whole = Math.floor(device)
  if (whole >= FEW || whole / device > 0.9) return whole / ratio
  return Math.max(cell / 2, Math.floor(device * PITCH) / PITCH / ratio)
}

/** Device pixels from which on one more or less in a cell would be seen. */
const FEW = 4

/** Height of the map at a zoom: as much as it needs, at most what the stage has. */
export const heightAt = (layout: MapLayout, stage: Stage, k: number): number =>
  Math.min(stage.mostHeight, layout.height * stage.cell * k)

/** Nothing beyond the map's own edges is shown; what is smaller than its room keeps to the left and the top. */
export function holdInside(layout: MapLayout, stage: Stage, view: View): View {
  const k = clamp(view.k, 1, stage.mostZoom)
  const spareX = Math.min(0, stage.width - layout.width * stage.cell * k)
  const spareY = Math.min(0, heightAt(layout, stage, k) - layout.height * stage.cell * k)
  return { k, x: clamp(view.x, spareX, 0), y: clamp(view.y, spareY, 0) }
}

/** Zooms by a factor around a point of the stage (CSS pixels from the map's corner). */
export function zoomAt(
  layout: MapLayout,
  stage: Stage,
  view: View,
  factor: number,
  x: number,
  y: number,
): View {
  const k = clamp(view.k * factor, 1, stage.mostZoom)
  const by = k / view.k
  return holdInside(layout, stage, { k, x: x - (x - view.x) * by, y: y - (y - view.y) * by })
}

/** The view in which a rectangle of the map fills the stage. */
function viewOfRect(layout: MapLayout, stage: Stage, rect: Rect, ratio: number): View {
  const wanted = Math.min(stage.width / rect.width, stage.mostHeight / rect.height)
  const cell = crisp(Math.min(wanted, stage.cell * stage.mostZoom), ratio)
  const k = clamp(cell / stage.cell, 1, stage.mostZoom)
  const height = heightAt(layout, stage, k)
  return holdInside(layout, stage, {
    k,
    x: (stage.width - rect.width * stage.cell * k) / 2 - rect.x * stage.cell * k,
    y: (height - rect.height * stage.cell * k) / 2 - rect.y * stage.cell * k,
  })
}

export const viewOfSquare = (layout: MapLayout, stage: Stage, square: number, ratio: number): View =>
  viewOfRect(layout, stage, squareRect(layout, square), ratio)

/** The smallest pan that brings a rectangle into sight. */
export function reveal(layout: MapLayout, stage: Stage, view: View, rect: Rect): View {
  const size = stage.cell * view.k
  const height = heightAt(layout, stage, view.k)
  const x = clamp(view.x, -rect.x * size, stage.width - (rect.x + rect.width) * size)
  const y = clamp(view.y, -rect.y * size, height - (rect.y + rect.height) * size)
  return holdInside(layout, stage, { k: view.k, x, y })
}

/** Screen (CSS pixels from the canvas's corner) to map units. */
export function toMap(stage: Stage, view: View, x: number, y: number): { x: number; y: number } {
  const size = stage.cell * view.k
  return { x: (x - stage.left - view.x) / size, y: (y - stage.top - view.y) / size }
}

export function toScreen(stage: Stage, view: View, rect: Rect): Rect {
  const size = stage.cell * view.k
  return {
    x: stage.left + view.x + rect.x * size,
    y: stage.top + view.y + rect.y * size,
    width: rect.width * size,
    height: rect.height * size,
  }
}

/** What part of the map is in sight, in map units: only this is drawn. */
export function seenRect(layout: MapLayout, stage: Stage, view: View): Rect {
  const size = stage.cell * view.k
  return {
    x: -view.x / size,
    y: -view.y / size,
    width: stage.width / size,
    height: heightAt(layout, stage, view.k) / size,
  }
}

/** The one square that fills most of the stage; null while several are in sight. It is what the URL remembers. */
export function seenSquare(layout: MapLayout, stage: Stage, view: View): number | null {
  if (layout.squares === 1 || view.k <= 1) return null
  const height = heightAt(layout, stage, view.k)
  const side = layout.columns * stage.cell * view.k
  if (side < Math.min(stage.width, height) * 0.6) return null
  const middle = toMap(stage, view, stage.left + stage.width / 2, stage.top + height / 2)
  return squareAt(layout, middle.x, middle.y) ?? squareAt(layout, middle.x + 1, middle.y + 1)
}

/**
 * Where the map stands, as text for the URL: zoom, and the point of the map in the middle of the stage, so that a
 * window of another size shows the same part. Null where it stands as `said` says already.
 */
export function placeOf(layout: MapLayout, stage: Stage, view: View, said: View): string | null {
  const near = (a: number, b: number, within: number) => Math.abs(a - b) <= within
  if (near(view.k, said.k, said.k / 500) && near(view.x, said.x, 1) && near(view.y, said.y, 1)) return null
  const { x, y } = middleOf(layout, stage, view)
  // Fine enough that edges round to the same pixels again.
  return [view.k, x, y].map((n) => String(Number(n.toFixed(5)))).join('_')
}

/** The view that `placeOf` wrote down; null where the text is none. */
export function viewOfPlace(layout: MapLayout, stage: Stage, text: string): View | null {
  const [k, x, y, more] = text.split('_').map(Number)
  if (k === undefined || x === undefined || y === undefined || more !== undefined) return null
  return [k, x, y].every(Number.isFinite) ? viewAbout(layout, stage, k, { x, y }) : null
}

/** The point of the map (map units) in the middle of the stage. */
export const middleOf = (layout: MapLayout, stage: Stage, view: View): { x: number; y: number } =>
  toMap(stage, view, stage.left + stage.width / 2, stage.top + heightAt(layout, stage, view.k) / 2)

/** The view with that point in the middle, as far as the map's edges let it be. */
export function viewAbout(
  layout: MapLayout,
  stage: Stage,
  zoom: number,
  middle: { readonly x: number; readonly y: number },
): View {
  const k = clamp(zoom, 1, stage.mostZoom)
  const size = stage.cell * k
  return holdInside(layout, stage, {
    k,
    x: stage.width / 2 - middle.x * size,
    y: heightAt(layout, stage, k) / 2 - middle.y * size,
  })
}

/** Between two views, evenly to the eye: the scale moves by ratio, and the point that both share stays in line. */
export function between(from: View, to: View, t: number): View {
  const k = from.k * (to.k / from.k) ** t
  const share = Math.abs(to.k - from.k) < 1e-6 ? t : (k - from.k) / (to.k - from.k)
  return { k, x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}
