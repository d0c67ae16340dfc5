/** The octets: in the cells where they have room, and along the left and upper margin. */
import { formatCidr } from '@/lib/domain/cidr'
import { ADDRESS_STATUSES, type AddressStatus } from '@/lib/domain/occupancy'
import { LABELLED } from './blit'
import type { Scene } from './draw'
import { cellLabel, cellRowLabel, columnLabel, squareRowLabel } from './labels'
import { clamp, PITCH, ROW, SQUARE, squareCidr, squaresIn } from './layout'
import { heightAt, PAD, seenRect } from './view'

/** CSS pixels from which on "+10" and "+11" stand apart over neighbouring cells. */
const WIDE = 22

export function drawCellLabels(x: CanvasRenderingContext2D, scene: Scene): void {
  const { model, stage, view, tiles } = scene
  const { layout, cells } = model
  const seen = squaresIn(layout, seenRect(layout, stage, view))
  if (!seen || !cells) return
  const size = stage.cell * view.k
  const device = Math.round(size * tiles.ratio)
  x.font = `500 ${clamp(size * 0.36, 8.5, 12)}px ${tiles.palette.mono}`
  x.textAlign = 'center'
  x.textBaseline = 'middle'
  for (let squareRow = seen.top; squareRow <= seen.bottom; squareRow++)
    for (let squareColumn = seen.left; squareColumn <= seen.right; squareColumn++) {
      const left = stage.left + view.x + squareColumn * PITCH * size
      const top = stage.top + view.y + squareRow * PITCH * size
      const first = (squareRow * ROW + squareColumn) * SQUARE
      for (let within = 0; within < layout.columns * layout.rows; within++) {
        const cellX = left + (within % ROW) * size
        const cellY = top + Math.floor(within / ROW) * size
        // A cell that is cut off at the margin would set its number over the margin's.
        if (cellX + size / 2 < stage.left + 4 || cellX + size / 2 > stage.left + stage.width) continue
        if (cellY + size / 2 < stage.top + 2) continue
        if (cellY > stage.top + heightAt(layout, stage, view.k)) break
        const code = cells[first + within] ?? 0
        const dimmed = scene.lit !== null && model.cells !== null && scene.lit !== statusName(code)
        const light = tiles.tile(code, device, device, dimmed, true).light
        x.fillStyle = inkOn(scene, code, light, dimmed)
        x.fillText(cellLabel(layout, first + within), cellX + size / 2 - 1, cellY + size / 2)
      }
    }
}

const statusName = (code: number): AddressStatus => ADDRESS_STATUSES[code] ?? 'free'

/** Dark on light tiles and light on dark ones, in either scheme; quiet where nothing is held. */
function inkOn(scene: Scene, code: number, light: boolean, dimmed: boolean): string {
  const { palette } = scene.tiles
  const status = statusName(code)
  if (dimmed) return palette.mute
  if (status === 'free') return palette.soft
  return light ? '#0d1613' : '#ffffff'
}

/** Rows and columns carry the octet of the cells when those are large enough, else of the squares. */
export function drawMargins(x: CanvasRenderingContext2D, scene: Scene): void {
  const { model, stage, view, tiles } = scene
  const { layout } = model
  const seen = squaresIn(layout, seenRect(layout, stage, view))
  if (!seen || stage.left <= PAD) return
  const size = stage.cell * view.k
  const byCell = layout.kind === 'cells' && (size >= LABELLED - 6 || layout.squares === 1)
  // "+15" is wider than a small cell: then every fourth column says where it is.
  const every = byCell ? (size < LABELLED ? 4 : size < WIDE ? 2 : 1) : PITCH * size < 24 ? 2 : 1
  x.font = `500 10px ${tiles.palette.mono}`
  x.fillStyle = tiles.palette.faint
  x.textBaseline = 'middle'
  x.textAlign = 'right'
  const bottom = stage.top + heightAt(layout, stage, view.k)
  forUnits(seen.top, seen.bottom, layout.rows, byCell, (square, row) => {
    const y = stage.top + view.y + (square * PITCH + (byCell ? row + 0.5 : layout.rows / 2)) * size
    if (y < stage.top - 1 || y > bottom + 1) return
    const label = byCell ? cellRowLabel(layout, row) : squareRowLabel(layout, square)
    x.fillText(label, stage.left - PAD - 2, y)
  })
  x.textBaseline = 'alphabetic'
  // Several squares whose cells have their own octets: what tells the squares apart is their CIDR, in the gap above.
  if (byCell && layout.squares > 1 && layout.columns * size < stage.width * 0.8) {
    drawSquareNames(x, scene, seen, size, 0)
    return
  }
  // On a high screen one square fills the width and others follow below it: those say which they are.
  if (byCell && layout.squares > 1) drawSquareNames(x, scene, seen, size, stage.top + size)
  x.textAlign = 'center'
  forUnits(seen.left, seen.right, layout.columns, byCell, (square, column) => {
    if ((byCell ? column : square) % every !== 0) return
    const left = stage.left + view.x + (square * PITCH + (byCell ? column + 0.5 : layout.columns / 2)) * size
    if (left < stage.left - 1 || left > stage.left + stage.width + 1) return
    x.fillText(columnLabel(layout, byCell ? column : square), left, stage.top - PAD - 2)
  })
}

/** The CIDR of every square in sight whose upper edge is not above `below` (CSS pixels), in the gap over it. */
function drawSquareNames(
  x: CanvasRenderingContext2D,
  scene: Scene,
  seen: NonNullable<ReturnType<typeof squaresIn>>,
  size: number,
  below: number,
): void {
  const { model, stage, view } = scene
  x.textAlign = 'left'
  x.save()
  x.beginPath()
  x.rect(stage.left - PAD, 0, stage.width + 2 * PAD, stage.top + heightAt(model.layout, stage, view.k))
  x.clip()
  for (let row = seen.top; row <= seen.bottom; row++)
    for (let column = seen.left; column <= seen.right; column++) {
      const square = row * ROW + column
      const left = stage.left + view.x + column * PITCH * size
      const top = stage.top + view.y + row * PITCH * size
      if (top < below || square >= model.layout.squares || (top < stage.top - 1 && row > 0 && top < 12))
        continue
      x.fillText(
        formatCidr(squareCidr(model.layout, square)),
        left + 1,
        Math.max(top, row === 0 ? stage.top : 0) - 5,
      )
    }
  x.restore()
}

/** Every square between two, or every cell row (or column) of each of them. */
function forUnits(
  from: number,
  to: number,
  cells: number,
  byCell: boolean,
  visit: (square: number, cell: number) => void,
): void {
  for (let square = from; square <= to; square++)
    for (let cell = 0; cell < (byCell ? cells : 1); cell++) visit(square, cell)
}
