/**
 * One small picture per status and size: the map is set from them like type. A status shows by hue and by a rim, cut,
 * stripe or hatching; where a cell has only a few device pixels, those become differences of brightness and size.
 *
 *   active filled · paused green rim · random hollow dot · pool tint with thin rim · foreign cut corner ·
 *   cooling level stripes · planned dark rim · reserved slanted hatching · free hairline
 *
 * A tile is opaque: it includes what lies behind the cell, and the gap to the next one at its right and bottom.
 */
import { ADDRESS_STATUSES, type AddressStatus } from '@/lib/domain/occupancy'
import { FRAMED, paintStatus } from './paint-status'
import type { Palette } from './palette'

/** 32-bit pixels in the order of ImageData. `light`: the middle is light, so that a label on it is dark. */
export type Tile = {
  readonly width: number
  readonly height: number
  readonly pixels: Uint32Array
  readonly light: boolean
}

export class TileSet {
  readonly #tiles = new Map<number, Tile>()
  readonly #scratch: CanvasRenderingContext2D

  constructor(
    readonly palette: Palette,
    readonly ratio: number,
  ) {
    const canvas = document.createElement('canvas')
    const scratch = canvas.getContext('2d', { willReadFrequently: true })
    if (!scratch) throw new Error('This browser draws no canvas')
    this.#scratch = scratch
  }

  /** `width` and `height` in device pixels; `labelled`: a number will stand in the middle. */
  tile(code: number, width: number, height: number, dimmed: boolean, labelled: boolean): Tile {
    const key = (((code * 512 + width) * 512 + height) * 2 + Number(dimmed)) * 2 + Number(labelled)
    const known = this.#tiles.get(key)
    if (known) return known
    const tile = this.#draw(ADDRESS_STATUSES[code] ?? 'free', width, height, dimmed, labelled)
    this.#tiles.set(key, tile)
    return tile
  }

  /** One colour as a 32-bit pixel. */
  pixel(color: string): number {
    const x = this.#clean(1, 1)
    x.fillStyle = color
    x.fillRect(0, 0, 1, 1)
    return new Uint32Array(x.getImageData(0, 0, 1, 1).data.buffer)[0] ?? 0
  }

  #clean(width: number, height: number): CanvasRenderingContext2D {
    const x = this.#scratch
    x.canvas.width = width
    x.canvas.height = height
    return x
  }

  #draw(status: AddressStatus, width: number, height: number, dimmed: boolean, labelled: boolean): Tile {
    const x = this.#clean(width, height)
    x.fillStyle = width < FRAMED ? this.palette.free : this.palette.surface
    x.fillRect(0, 0, width, height)
    if (dimmed) x.globalAlpha = 0.16
    paintStatus(x, status, 0, 0, width, height, this.palette, this.ratio, labelled)
    const data = x.getImageData(0, 0, width, height).data
    const middle = (Math.floor(height / 2) * width + Math.floor(width / 4)) * 4
    const [red = 0, green = 0, blue = 0] = data.subarray(middle, middle + 3)
    return { width, height, pixels: new Uint32Array(data.buffer), light: luminance(red, green, blue) > 0.2 }
  }
}

/** WCAG relative luminance; black and white text contrast equally with about 0.18. */
function luminance(red: number, green: number, blue: number): number {
  const linear = (c: number) => (c <= 10 ? c / 3295 : ((c / 255 + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
