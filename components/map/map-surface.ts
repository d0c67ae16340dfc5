/**
 * The canvas behind the map: gestures in, frames out. It knows nothing of React; `map-canvas.tsx` tells it what to
 * show and hears what was pointed at. A frame is drawn only when something changed, at most once per display frame.
 */
import type { Plot } from './blit'
import { canvasHeight, drawMap, type Scene } from './draw'
import { indexAt, indexRect, nearestIndex, squareOf } from './layout'
import { changedCells, type MapModel } from './map-model'
import { isStill, MOTION_MS } from './map-motion'
import { listenToPointer, type PointerEvents } from './map-pointer'
import { MapZoom } from './map-zoom'
import { readPalette } from './palette'
import { TileSet } from './tiles'
import { heightAt, placeOf, type Room, toMap, toScreen, viewOfPlace, WHOLE } from './view'

/** What the zoom buttons may do now. */
export type ZoomRange = { readonly in: boolean; readonly out: boolean }

export type SurfaceEvents = PointerEvents & {
  /**
   * After a zoom or pan came to rest. `square`: the one that fills the map, if one does. `place`: where the map stands,
   * as text for `showPlace`; null where the square (or the whole) says it already.
   */
  rest(square: number | null, place: string | null): void
  range(can: ZoomRange): void
}

export type Shown = Pick<Scene, 'lit' | 'selected' | 'framed' | 'hovered' | 'focused' | 'picking'>

const NOTHING_SHOWN: Shown = {
  lit: null,
  selected: null,
  framed: null,
  hovered: null,
  focused: null,
  picking: null,
}
/** Cells smaller than this (CSS pixels) are not hit on purpose. */
const SMALL = 7

export class MapSurface {
  #picks = false
  #model: MapModel
  #shown: Shown = NOTHING_SHOWN
  #tiles: TileSet | null = null
  #plot: Plot | null = null
  #frame = 0
  #pulse: { cells: readonly number[]; since: number } | null = null
  #range: ZoomRange = { in: false, out: false }
  readonly #x: CanvasRenderingContext2D
  readonly #zoom: MapZoom
  readonly #scheme: MutationObserver
  readonly #stop = new AbortController()

  constructor(
    readonly canvas: HTMLCanvasElement,
    model: MapModel,
    room: Room,
    readonly events: SurfaceEvents,
  ) {
    const x = canvas.getContext('2d', { alpha: false })
    if (!x) throw new Error('This browser draws no canvas')
    this.#x = x
    this.#model = model
    this.#zoom = new MapZoom(canvas, model.layout, room, {
      picks: () => this.#picks,
      moved: () => this.schedule(),
      rested: () => this.#rest(),
    })
    listenToPointer(canvas, this.#stop.signal, events, {
      picks: () => this.#picks && this.#model.cells !== null,
      small: () => this.cellsAreSmall,
      indexAt: (event) => this.#indexAt(event),
      nearest: (event) => this.#nearest(event),
      enlarge: (index) => this.#zoom.can.in && this.zoomTo(squareOf(this.#model.layout, index), true),
    })
    this.#scheme = new MutationObserver(() => this.repaint())
    this.#scheme.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] })
    void document.fonts?.ready.then(() => this.repaint())
  }

  /** Another state of the map. Cells that changed since the last one pulse, unless the system asks for stillness. */
  show(model: MapModel): void {
    const changed = changedCells(this.#model, model)
    const { base, prefix, family } = this.#model.layout.cidr
    const next = model.layout.cidr
    this.#model = model
    if (base !== next.base || prefix !== next.prefix || family !== next.family) this.#zoom.reset(model.layout)
    else if (changed.length > 0 && !isStill()) this.#pulse = { cells: changed, since: performance.now() }
    this.schedule()
  }

  /** In pick mode a drag chooses cells instead of panning. */
  setPicks(picks: boolean): void {
    this.#picks = picks
    this.#zoom.setTouch()
  }

  mark(shown: Shown): void {
    this.#shown = shown
    this.schedule()
  }

  fit(room: Room): void {
    this.#zoom.fit(room)
    this.repaint()
  }

  zoomBy(factor: number): void {
    const focus = this.#shown.focused ?? this.#shown.selected
    this.#zoom.zoomBy(factor, focus === null ? null : indexRect(this.#model.layout, focus))
  }

  /** Opens one square, or shows all of them again (null). */
  zoomTo(square: number | null, animated: boolean): void {
    const to = square === null ? WHOLE : this.#zoom.squareView(square)
    if (animated) this.#zoom.moveTo(to)
    else this.#zoom.put(to)
  }

  /** Goes to where `rest` said the map stood. False where the text says nothing. */
  showPlace(place: string): boolean {
    const view = viewOfPlace(this.#model.layout, this.#zoom.stage, place)
    if (view) this.#zoom.put(view)
    return view !== null
  }

  reveal(index: number): void {
    this.#zoom.reveal(indexRect(this.#model.layout, index))
  }

  get zoomed(): boolean {
    return this.#zoom.zoomed
  }

  get cellsAreSmall(): boolean {
    const { stage, view, can } = this.#zoom
    return this.#model.layout.kind === 'cells' && stage.cell * view.k < SMALL && can.in
  }

  /** Where a cell or block stands on the canvas, in CSS pixels. */
  rectOf(index: number) {
    return toScreen(this.#zoom.stage, this.#zoom.view, indexRect(this.#model.layout, index))
  }

  /** Colours or pixel ratio may be others now. */
  repaint(): void {
    this.#tiles = null
    this.schedule()
  }

  schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.draw())
  }

  draw(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    if (this.#stop.signal.aborted) return
    const { stage, view, room } = this.#zoom
    const { layout } = this.#model
    this.#tiles ??= new TileSet(readPalette(this.canvas), room.ratio)
    this.#size(
      Math.round(room.width * room.ratio),
      Math.round(canvasHeight(layout, stage, view) * room.ratio),
      room.ratio,
    )
    const at = this.#pulse ? (performance.now() - this.#pulse.since) / MOTION_MS : 1
    if (at >= 1) this.#pulse = null
    const pulse = this.#pulse ? { cells: this.#pulse.cells, at } : null
    const scene = { ...this.#shown, model: this.#model, stage, view, tiles: this.#tiles, pulse }
    this.#plot = drawMap(this.#x, scene, this.#plot)
    this.#tellRange()
    if (this.#pulse) this.schedule()
  }

  destroy(): void {
    this.#stop.abort()
    this.#scheme.disconnect()
    cancelAnimationFrame(this.#frame)
    this.#zoom.destroy()
  }

  #tellRange(): void {
    const { can } = this.#zoom
    if (can.in === this.#range.in && can.out === this.#range.out) return
    this.#range = can
    this.events.range(can)
  }

  #size(width: number, height: number, ratio: number): void {
    if (this.canvas.width === width && this.canvas.height === height) return
    this.canvas.width = width
    this.canvas.height = height
    this.canvas.style.width = `${width / ratio}px`
    this.canvas.style.height = `${height / ratio}px`
  }

  #rest(): void {
    const { square, stage, view } = this.#zoom
    const said = square === null ? WHOLE : this.#zoom.squareView(square)
    this.events.rest(square, placeOf(this.#model.layout, stage, view, said))
  }

  #indexAt(event: MouseEvent): number | null {
    const { stage, view } = this.#zoom
    const inside =
      event.offsetX >= stage.left - 2 &&
      event.offsetX <= stage.left + stage.width &&
      event.offsetY >= stage.top - 2 &&
      event.offsetY <= stage.top + heightAt(this.#model.layout, stage, view.k)
    const at = toMap(stage, view, event.offsetX, event.offsetY)
    return inside ? indexAt(this.#model.layout, at.x, at.y) : null
  }

  #nearest(event: MouseEvent): number {
    const at = toMap(this.#zoom.stage, this.#zoom.view, event.offsetX, event.offsetY)
    return nearestIndex(this.#model.layout, at.x, at.y)
  }
}
