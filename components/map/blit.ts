/**
 * Sets the cells in sight from tiles, pixel by pixel into one buffer. For the 65,536 cells of a /16 that is a few
 * milliseconds, where as many canvas calls would be a frame late.
 */
import { type MapLayout, PITCH, ROW, SQUARE, squaresIn } from './layout'
import { FRAMED } from './paint-status'
import type { Tile, TileSet } from './tiles'
import { heightAt, type Stage, seenRect, type View } from './view'

/** The part of the canvas that shows the map, in device pixels. */
export type Plot = {
  readonly image: ImageData
  readonly pixels: Uint32Array
  readonly width: number
  readonly height: number
  /** What the buffer holds: the same again is not set again, so that a ring that follows the pointer costs nothing. */
  holds: Held | null
}

type Held = {
  readonly cells: Uint8Array
  readonly stage: Stage
  readonly view: View
  readonly tiles: TileSet
  readonly lit: number | null
}

/** The buffer for the plot, taken again while its size stays. */
export function plotFor(
  layout: MapLayout,
  stage: Stage,
  view: View,
  ratio: number,
  before: Plot | null,
): Plot {
  const width = Math.max(1, Math.ceil(stage.width * ratio))
  const height = Math.max(1, Math.ceil(heightAt(layout, stage, view.k) * ratio))
  if (before && before.width === width && before.height === height) return before
  const image = new ImageData(width, height)
  return { image, pixels: new Uint32Array(image.data.buffer), width, height, holds: null }
}

/** Cells of this many CSS pixels carry their octet. */
export const LABELLED = 19

/**
 * Fills the buffer. `lit`: the one status code that is not dimmed; null when none is singled out.
 * Edges are rounded per column and row, so neighbours always meet and a cell is at most one pixel larger than another.
 */
export function setCells(
  plot: Plot,
  layout: MapLayout,
  cells: Uint8Array,
  stage: Stage,
  view: View,
  tiles: TileSet,
  lit: number | null,
): void {
  if (isSet(plot, { cells, stage, view, tiles, lit })) return
  plot.pixels.fill(tiles.pixel(tiles.palette.surface))
  const seen = squaresIn(layout, seenRect(layout, stage, view))
  if (!seen) return
  const size = stage.cell * view.k * tiles.ratio
  const labelled = stage.cell * view.k >= LABELLED
  const ground = size < FRAMED ? tiles.pixel(tiles.palette.free) : null
  const least = Math.floor(size)
  const known: Tile[] = []
  const xs = edges(layout.columns, size)
  const ys = edges(layout.rows, size)
  for (let squareRow = seen.top; squareRow <= seen.bottom; squareRow++) {
    const top = Math.round(view.y * tiles.ratio + squareRow * PITCH * size)
    for (let squareColumn = seen.left; squareColumn <= seen.right; squareColumn++) {
      const left = Math.round(view.x * tiles.ratio + squareColumn * PITCH * size)
      const first = (squareRow * ROW + squareColumn) * SQUARE
      if (ground !== null)
        fill(plot, left, top, left + (xs[layout.columns] ?? 0), top + (ys[layout.rows] ?? 0), ground)
      for (let row = 0; row < layout.rows; row++) {
        const y = top + (ys[row] ?? 0)
        const height = (ys[row + 1] ?? 0) - (ys[row] ?? 0)
        if (y + height <= 0 || y >= plot.height) continue
        for (let column = 0; column < layout.columns; column++) {
          const code = cells[first + row * ROW + column] ?? 0
          if (code === 0 && ground !== null) continue
          const width = (xs[column + 1] ?? 0) - (xs[column] ?? 0)
          // In a window of a few pixels a cell may have none.
          if (width === 0 || height === 0) continue
          // Sizes differ by one pixel at most, so a status has four tiles: looked up here 65,536 times, by position.
          const at = code * 4 + (width - least) * 2 + (height - least)
          let tile = known[at]
          if (!tile) {
            tile = tiles.tile(code, width, height, lit !== null && lit !== code, labelled)
            known[at] = tile
          }
          put(plot, tile, left + (xs[column] ?? 0), y)
        }
      }
    }
  }
}

/** Does the buffer hold this already? It is taken to from here on. */
function isSet(plot: Plot, next: Held): boolean {
  const { holds } = plot
  plot.holds = next
  return (
    holds !== null &&
    holds.cells === next.cells &&
    holds.stage === next.stage &&
    holds.view === next.view &&
    holds.tiles === next.tiles &&
    holds.lit === next.lit
  )
}

const edges = (count: number, size: number): number[] =>
  Array.from({ length: count + 1 }, (_, i) => Math.round(i * size))

function fill(plot: Plot, left: number, top: number, right: number, bottom: number, pixel: number): void {
  const from = Math.max(0, left)
  const to = Math.min(plot.width, right)
  if (from >= to) return
  for (let y = Math.max(0, top); y < Math.min(plot.height, bottom); y++)
    plot.pixels.fill(pixel, y * plot.width + from, y * plot.width + to)
}

function put(plot: Plot, tile: Tile, left: number, top: number): void {
  const { pixels, width } = plot
  const fromX = Math.max(0, -left)
  const toX = Math.min(tile.width, width - left)
  const toY = Math.min(tile.height, plot.height - top)
  for (let y = Math.max(0, -top); y < toY; y++) {
    let target = (top + y) * width + left + fromX
    let source = y * tile.width + fromX
    for (let x = fromX; x < toX; x++) pixels[target++] = tile.pixels[source++] ?? 0
  }
}
