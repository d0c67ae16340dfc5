/** How one cell of each status looks, from large down to a few pixels; the meaning of the marks stands in tiles.ts. */
import type { AddressStatus } from '@/lib/domain/occupancy'
import type { Palette } from './palette'

/** From this many device pixels on a cell has its own frame; below, free cells are the square's plain ground. */
export const FRAMED = 9

const COLOR: Record<AddressStatus, keyof Palette> = {
  free: 'free',
  reserved: 'reserved',
  active: 'held',
  paused: 'paused',
  random: 'random',
  pool: 'pool',
  foreign: 'foreign',
  cooling: 'cooling',
  planned: 'planned',
}

/** Draws one cell of `width` × `height` device pixels, its gap included. */
export function paintStatus(
  x: CanvasRenderingContext2D,
  status: AddressStatus,
  left: number,
  top: number,
  width: number,
  height: number,
  palette: Palette,
  ratio: number,
  labelled: boolean,
): void {
  const least = Math.min(width, height)
  if (least < FRAMED) {
    paintSmall(x, status, left, top, width, height, palette)
    return
  }
  const gap = least >= 14 * ratio ? Math.round(2 * ratio) : Math.round(Math.min(1, ratio))
  const w = width - gap
  const h = height - gap
  const radius = Math.min(3 * ratio, least / 5)
  const shape = new Path2D()
  if (status === 'foreign') cutCorner(shape, left, top, w, h, radius)
  else shape.roundRect(left, top, w, h, radius)
  x.save()
  x.clip(shape)
  x.fillStyle = palette[COLOR[status]]
  x.fill(shape)
  if (status === 'cooling') stripes(x, left, top, w, h, palette.surface, ratio, labelled)
  if (status === 'reserved') hatching(x, left, top, w, h, palette.mute, ratio)
  if (status === 'random') dot(x, left, top, w, h, palette.surface, labelled)
  const rim = rimOf(status, palette, ratio)
  if (rim) {
    // Clipped to the shape, a line of twice the width leaves its inner half: a rim that never spreads outward.
    x.strokeStyle = rim.color
    x.lineWidth = rim.width * 2
    x.stroke(shape)
  }
  x.restore()
}

function rimOf(
  status: AddressStatus,
  palette: Palette,
  ratio: number,
): { color: string; width: number } | null {
  switch (status) {
    case 'free':
      return { color: palette.cell, width: Math.max(1, Math.round(ratio)) }
    case 'pool':
      return { color: palette.paused, width: Math.max(1, Math.round(ratio)) }
    case 'paused':
      return { color: palette.held, width: Math.max(1, Math.round(1.8 * ratio)) }
    case 'planned':
      return { color: palette.text, width: Math.max(1, Math.round(1.6 * ratio)) }
    default:
      return null
  }
}

function cutCorner(path: Path2D, left: number, top: number, w: number, h: number, radius: number): void {
  const cut = Math.min(w, h) * 0.3
  path.moveTo(left + radius, top)
  path.lineTo(left + w - cut, top)
  path.lineTo(left + w, top + cut)
  path.arcTo(left + w, top + h, left, top + h, radius)
  path.arcTo(left, top + h, left, top, radius)
  path.arcTo(left, top, left + w, top, radius)
  path.closePath()
}

/** Level lines; only above and below where the middle carries a number, which they would strike out. */
function stripes(
  x: CanvasRenderingContext2D,
  left: number,
  top: number,
  w: number,
  h: number,
  color: string,
  ratio: number,
  labelled: boolean,
): void {
  x.fillStyle = color
  const line = Math.max(1, Math.round(ratio))
  for (const share of labelled ? [0.16, 0.82] : [0.22, 0.5, 0.78])
    x.fillRect(left, top + Math.round(h * share - line / 2), w, line)
}

function hatching(
  x: CanvasRenderingContext2D,
  left: number,
  top: number,
  w: number,
  h: number,
  color: string,
  ratio: number,
): void {
  x.strokeStyle = color
  x.lineWidth = ratio
  x.beginPath()
  for (let i = -h; i < w; i += 5 * ratio) {
    x.moveTo(left + i, top + h)
    x.lineTo(left + i + h, top)
  }
  x.stroke()
}

/** A hollow in the middle; in the corner where the middle carries a number. */
function dot(
  x: CanvasRenderingContext2D,
  left: number,
  top: number,
  w: number,
  h: number,
  color: string,
  labelled: boolean,
): void {
  x.fillStyle = color
  x.beginPath()
  if (labelled) x.arc(left + w * 0.82, top + h * 0.2, w * 0.09, 0, 7)
  else x.arc(left + w / 2, top + h / 2, w * 0.2, 0, 7)
  x.fill()
}

/** A few pixels: a status is told by how full, how bright and how large its cell is. */
function paintSmall(
  x: CanvasRenderingContext2D,
  status: AddressStatus,
  left: number,
  top: number,
  width: number,
  height: number,
  palette: Palette,
): void {
  if (status === 'free') return
  const least = Math.min(width, height)
  const gap = least >= 4 ? 1 : 0
  const w = width - gap
  const h = height - gap
  x.fillStyle = palette[COLOR[status]]
  x.fillRect(left, top, w, h)
  if (least < 3) return
  const inner = (color: string, rim: number) => {
    x.fillStyle = color
    x.fillRect(left + rim, top + rim, Math.max(1, w - 2 * rim), Math.max(1, h - 2 * rim))
  }
  if (status === 'paused' && w >= 4) {
    x.fillStyle = palette.held
    x.fillRect(left, top, w, h)
    inner(palette.paused, 1)
  }
  if (status === 'planned') {
    x.fillStyle = palette.text
    x.fillRect(left, top, w, h)
    inner(palette.planned, w >= 3 ? 1 : 0)
  }
  if (status === 'random' && w >= 5) {
    x.fillStyle = palette.surface
    x.fillRect(
      left + Math.floor(w / 2) - (w % 2 === 0 ? 1 : 0),
      top + Math.floor(h / 2),
      w % 2 === 0 ? 2 : 1,
      1,
    )
  }
  if (status === 'foreign' && w >= 4) {
    x.fillStyle = palette.free
    x.fillRect(left + w - 1, top, 1, 1)
  }
  if (status === 'cooling') {
    x.fillStyle = palette.surface
    x.fillRect(left, top + Math.floor(h / 2), w, 1)
  }
  if (status === 'reserved') {
    x.fillStyle = palette.mute
    for (let i = 0; i < Math.min(w, h); i++) x.fillRect(left + i, top + h - 1 - i, 1, 1)
  }
}
