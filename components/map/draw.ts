/**
 * One frame of the map: the cells (or blocks), then frames, octets, marks and rings over them.
 * Nothing is animated here; whoever calls decides when something changed.
 */

import type { AddressStatus } from '@/lib/domain/occupancy'
import { LABELLED, type Plot, plotFor, setCells } from './blit'
import { drawBlocks } from './draw-blocks'
import { drawCellLabels, drawMargins } from './draw-labels'
import { indexRect, type MapLayout, PITCH, type Rect, squareOf, squareRect, squaresIn } from './layout'
import type { MapModel } from './map-model'
import { codeOf } from './map-model'
import { FRAMED } from './paint-status'
import type { TileSet } from './tiles'
import { heightAt, PAD, type Stage, seenRect, toScreen, type View } from './view'

export type Scene = {
  readonly model: MapModel
  readonly stage: Stage
  readonly view: View
  readonly tiles: TileSet
  /** The status that the legend singles out. */
  readonly lit: AddressStatus | null
  readonly selected: number | null
  /** The square that is shown large elsewhere. */
  readonly framed: number | null
  readonly hovered: number | null
  /** Null unless the map has the keyboard. */
  readonly focused: number | null
  /** A range being picked, and whether it would be taken out. */
  readonly picking: { readonly range: readonly [number, number]; readonly remove: boolean } | null
  /** Cells that just changed, and how far their pulse has come (0 to 1). */
  readonly pulse: { readonly cells: readonly number[]; readonly at: number } | null
}

/** Height of the whole canvas in CSS pixels at a view. */
export const canvasHeight = (layout: MapLayout, stage: Stage, view: View): number =>
  Math.ceil(stage.top + heightAt(layout, stage, view.k) + PAD)

/** Draws; returns the buffer to hand in next time. The context's scale is left at CSS pixels. */
export function drawMap(x: CanvasRenderingContext2D, scene: Scene, before: Plot | null): Plot | null {
  const { model, stage, view, tiles } = scene
  const { layout } = model
  x.setTransform(1, 0, 0, 1, 0, 0)
  x.fillStyle = tiles.palette.surface
  x.fillRect(0, 0, x.canvas.width, x.canvas.height)
  let plot: Plot | null = before
  if (model.cells) {
    plot = plotFor(layout, stage, view, tiles.ratio, before)
    setCells(plot, layout, model.cells, stage, view, tiles, scene.lit === null ? null : codeOf(scene.lit))
    x.putImageData(plot.image, Math.round(stage.left * tiles.ratio), Math.round(stage.top * tiles.ratio))
  }
  x.setTransform(tiles.ratio, 0, 0, tiles.ratio, 0, 0)
  x.save()
  x.beginPath()
  x.rect(stage.left - PAD, stage.top - PAD, stage.width + 2 * PAD, heightAt(layout, stage, view.k) + 2 * PAD)
  x.clip()
  if (model.blocks) drawBlocks(x, scene)
  if (stage.cell * view.k * tiles.ratio < FRAMED || model.blocks) drawFrames(x, scene)
  if (model.cells && stage.cell * view.k >= LABELLED) drawCellLabels(x, scene)
  drawDrift(x, scene)
  drawDiffering(x, scene)
  drawPulse(x, scene)
  drawRings(x, scene)
  x.restore()
  drawMargins(x, scene)
  return plot
}

/** The hairline around each square, while its cells are too small to have their own. */
function drawFrames(x: CanvasRenderingContext2D, scene: Scene): void {
  const { model, stage, view, tiles } = scene
  const seen = squaresIn(model.layout, seenRect(model.layout, stage, view))
  if (!seen) return
  const size = stage.cell * view.k
  const out = Math.min(1.5, size / 2)
  x.beginPath()
  for (let row = seen.top; row <= seen.bottom; row++)
    for (let column = seen.left; column <= seen.right; column++)
      x.roundRect(
        stage.left + view.x + column * PITCH * size - out,
        stage.top + view.y + row * PITCH * size - out,
        model.layout.columns * size + 2 * out,
        model.layout.rows * size + 2 * out,
        3,
      )
  x.strokeStyle = tiles.palette.cell
  x.lineWidth = 1
  x.stroke()
}

/** Drift: a corner in the colour of trouble, or a ringed dot where a corner would be lost. */
function drawDrift(x: CanvasRenderingContext2D, scene: Scene): void {
  const { model, stage, view, tiles } = scene
  for (const index of model.drift) {
    const { x: left, y: top, width } = toScreen(stage, view, indexRect(model.layout, index))
    x.beginPath()
    if (width >= 8) {
      const corner = Math.max(4, Math.min(width * 0.42, 13))
      x.moveTo(left - 1, top - 1)
      x.lineTo(left + corner, top - 1)
      x.lineTo(left - 1, top + corner)
      x.closePath()
    } else x.arc(left + width / 2, top + width / 2, Math.max(3.5, width * 0.7), 0, 7)
    x.fillStyle = tiles.palette.bad
    x.fill()
    x.strokeStyle = tiles.palette.surface
    x.lineWidth = 1.5
    x.stroke()
  }
}

/** What differs from another moment: the corner across from that of drift, in the colour of words. */
function drawDiffering(x: CanvasRenderingContext2D, scene: Scene): void {
  const { model, stage, view, tiles } = scene
  x.fillStyle = tiles.palette.text
  x.strokeStyle = tiles.palette.surface
  x.lineWidth = 1.5
  for (const index of model.differing) {
    const { x: left, y: top, width, height } = toScreen(stage, view, indexRect(model.layout, index))
    const [right, bottom] = [left + width, top + height]
    x.beginPath()
    if (width >= 8) {
      const corner = Math.max(5, Math.min(width * 0.45, 13))
      x.moveTo(right, bottom)
      x.lineTo(right - corner, bottom)
      x.lineTo(right, bottom - corner)
      x.closePath()
      x.stroke()
      x.fill()
    } else
      x.fillRect(
        right - Math.max(2, width / 2),
        bottom - Math.max(2, height / 2),
        Math.max(2, width / 2),
        Math.max(2, height / 2),
      )
  }
}

/** A ring that grows and fades around each cell that changed. */
function drawPulse(x: CanvasRenderingContext2D, scene: Scene): void {
  const { pulse, model, stage, view, tiles } = scene
  if (!pulse) return
  x.globalAlpha = 1 - pulse.at
  x.strokeStyle = tiles.palette.brand
  x.lineWidth = 2
  for (const index of pulse.cells) {
    const rect = toScreen(stage, view, indexRect(model.layout, index))
    outline(x, rect, 1 + 4 * pulse.at)
  }
  x.globalAlpha = 1
}

function drawRings(x: CanvasRenderingContext2D, scene: Scene): void {
  const { model, stage, view, tiles, picking } = scene
  if (picking) {
    x.fillStyle = picking.remove ? tiles.palette.bad : tiles.palette.brand
    for (const rect of rangeRects(model.layout, picking.range)) {
      const on = toScreen(stage, view, rect)
      x.globalAlpha = 0.22
      x.fillRect(on.x, on.y, on.width, on.height)
      x.globalAlpha = 1
      x.strokeStyle = x.fillStyle
      x.lineWidth = 1.5
      x.strokeRect(on.x, on.y, on.width - 1, on.height - 1)
    }
  }
  if (scene.framed !== null) {
    x.strokeStyle = tiles.palette.text
    x.lineWidth = 2
    outline(x, toScreen(stage, view, squareRect(model.layout, scene.framed)), 3)
  }
  if (scene.selected !== null) ring(x, scene, scene.selected, tiles.palette.text, 2)
  if (scene.hovered !== null) ring(x, scene, scene.hovered, tiles.palette.soft, 1.25)
  if (scene.focused !== null) ring(x, scene, scene.focused, tiles.palette.brand, 2.25)
}

/** A cell is ringed; where it is a mere dot, its square is framed too, so that the eye finds it. */
function ring(x: CanvasRenderingContext2D, scene: Scene, index: number, color: string, line: number): void {
  const { model, stage, view, tiles } = scene
  const rect = toScreen(stage, view, indexRect(model.layout, index))
  if (rect.width < 8) {
    x.strokeStyle = color
    x.lineWidth = line
    outline(x, toScreen(stage, view, squareRect(model.layout, squareOf(model.layout, index))), 3)
  }
  const out = rect.width < 8 ? 2.5 : 1
  const cell = {
    ...rect,
    width: rect.width - (rect.width >= 14 ? 2 : 0),
    height: rect.height - (rect.width >= 14 ? 2 : 0),
  }
  x.strokeStyle = tiles.palette.surface
  x.lineWidth = line + 2
  outline(x, cell, out)
  x.strokeStyle = color
  x.lineWidth = line
  outline(x, cell, out)
}

function outline(x: CanvasRenderingContext2D, rect: Rect, out: number): void {
  x.beginPath()
  x.roundRect(
    rect.x - out,
    rect.y - out,
    rect.width + 2 * out,
    rect.height + 2 * out,
    Math.min(5, rect.width / 4 + 1),
  )
  x.stroke()
}

/** A range in address order as rectangles in map units: one per row of cells that it touches. */
function rangeRects(layout: MapLayout, range: readonly [number, number]): Rect[] {
  const rects: Rect[] = []
  for (let index = range[0]; index <= range[1]; ) {
    const last = Math.min(range[1], index - (index % layout.columns) + layout.columns - 1)
    const from = indexRect(layout, index)
    rects.push({ ...from, width: from.width * (last - index + 1) })
    index = last + 1
  }
  return rects
}
