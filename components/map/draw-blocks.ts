/** Blocks of more addresses than can be drawn one by one: each shows how full it is, by status, from the bottom up. */
import { ADDRESS_STATUSES, type AddressStatus } from '@/lib/domain/occupancy'
import type { Scene } from './draw'
import { squareLabel } from './labels'
import { type Rect, squareRect, squaresIn } from './layout'
import { LEGEND_ORDER } from './legend-order'
import type { Counts } from './map-model'
import { seenRect, toScreen } from './view'

/** What holds anything is seen, however little of a /64 it is. */
const LEAST_BAND = 3
/** Texture of a band: the cells of the level below, at a size that reads. */
const TEXTURE = 6

export function drawBlocks(x: CanvasRenderingContext2D, scene: Scene): void {
  const { model, stage, view, tiles } = scene
  const seen = squaresIn(model.layout, seenRect(model.layout, stage, view))
  if (!seen || !model.blocks) return
  const textures = new Map<string, CanvasPattern | null>()
  const texture = (status: AddressStatus, dimmed: boolean) => {
    const key = `${status}${dimmed}`
    if (!textures.has(key)) textures.set(key, patternOf(x, scene, status, dimmed))
    return textures.get(key) ?? null
  }
  for (let row = seen.top; row <= seen.bottom; row++)
    for (let column = seen.left; column <= seen.right; column++) {
      const square = row * 16 + column
      const counts = model.blocks[square]
      if (!counts) continue
      const rect = toScreen(stage, view, squareRect(model.layout, square))
      x.fillStyle = tiles.palette.free
      x.fillRect(rect.x, rect.y, rect.width, rect.height)
      for (const band of bandsOf(counts, rect)) {
        x.fillStyle =
          texture(band.status, scene.lit !== null && scene.lit !== band.status) ?? tiles.palette.held
        x.fillRect(rect.x, band.top, rect.width, band.height)
      }
      if (rect.width >= 64) {
        x.font = `500 11px ${tiles.palette.mono}`
        x.textAlign = 'left'
        x.textBaseline = 'top'
        x.fillStyle = tiles.palette.soft
        x.fillText(squareLabel(model.layout, square), rect.x + 5, rect.y + 5)
      }
    }
}

/** The shares of a block as bands, from the bottom up, together never higher than the block. */
function bandsOf(counts: Counts, rect: Rect): { status: AddressStatus; top: number; height: number }[] {
  let total = 0n
  for (const status of ADDRESS_STATUSES) total += counts[status]
  const bands: { status: AddressStatus; top: number; height: number }[] = []
  let bottom = rect.y + rect.height
  for (const status of LEGEND_ORDER) {
    if (status === 'free' || counts[status] === 0n || total === 0n) continue
    const share = Number((counts[status] * 100_000n) / total) / 100_000
    const height = Math.min(bottom - rect.y, Math.max(LEAST_BAND, share * rect.height))
    if (height <= 0) break
    bottom -= height
    bands.push({ status, top: bottom, height })
  }
  return bands
}

function patternOf(
  x: CanvasRenderingContext2D,
  scene: Scene,
  status: AddressStatus,
  dimmed: boolean,
): CanvasPattern | null {
  const size = Math.round(TEXTURE * scene.tiles.ratio)
  const tile = scene.tiles.tile(ADDRESS_STATUSES.indexOf(status), size, size, dimmed, false)
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  canvas
    .getContext('2d')
    ?.putImageData(new ImageData(new Uint8ClampedArray(tile.pixels.slice().buffer), size, size), 0, 0)
  const pattern = x.createPattern(canvas, 'repeat')
  pattern?.setTransform(new DOMMatrix().scale(1 / scene.tiles.ratio))
  return pattern
}
