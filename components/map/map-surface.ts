/**
 * The canvas behind the map: gestures in, frames out. It knows nothing of React; `address-map.tsx` tells it what to
 * show and hears what was pointed at. A frame is drawn only when something changed, at most once per display frame.
 */
import { select } from 'd3-selection'
import { type D3ZoomEvent, type ZoomBehavior, ZoomTransform, zoom } from 'd3-zoom'
import type { Plot } from './blit'
import { canvasHeight, drawMap, type Scene } from './draw'
import { indexAt, indexRect, nearestIndex, squareOf } from './layout'
import { changedCells, type MapModel } from './map-model'
import { listenToPointer, type PointerEvents } from './map-pointer'
import { readPalette } from './palette'
import { TileSet } from './tiles'
import {
  between,
  heightAt,
  holdInside,
  type Room,
  reveal,
  type Stage,
  seenSquare,
  stageOf,
  toMap,
  toScreen,
  type View,
  viewOfSquare,
  WHOLE,
  zoomAt,
} from './view'

export type SurfaceEvents = PointerEvents & {
  /** After a zoom or pan came to rest. */
  rest(square: number | null, zoomed: boolean): void
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
const MOTION_MS = 180
/** Cells smaller than this (CSS pixels) are not hit on purpose. */
const SMALL = 7

export class MapSurface {
  #picks = false
  #model: MapModel
  #room: Room
  #stage: Stage
  #view: View = WHOLE
  #shown: Shown = NOTHING_SHOWN
  #tiles: TileSet | null = null
  #plot: Plot | null = null
  #frame = 0
  #motion = 0
  #pulse: { cells: readonly number[]; since: number } | null = null
  #quiet = false
  readonly #x: CanvasRenderingContext2D
  readonly #zoom: ZoomBehavior<HTMLCanvasElement, unknown>
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
    this.#room = room
    this.#stage = stageOf(model.layout, room)
    this.#zoom = zoom<HTMLCanvasElement, unknown>()
      .clickDistance(5)
      .filter((event: Event) => this.#wants(event))
      .constrain((t) => this.#toTransform(this.#held(t)))
      .on('zoom', (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        this.#view = this.#held(event.transform)
        this.schedule()
      })
      .on('end', () => !this.#quiet && this.#rest())
    this.#bindZoom()
    this.#setTouch()
    listenToPointer(canvas, this.#stop.signal, events, {
      picks: () => this.#picks && this.#model.cells !== null,
      small: () => this.cellsAreSmall,
      indexAt: (event) => this.#indexAt(event),
      nearest: (event) => this.#nearest(event),
      enlarge: (index) => this.canZoom.in && this.zoomTo(squareOf(this.#model.layout, index), true),
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
    if (base !== next.base || prefix !== next.prefix || family !== next.family) {
      cancelAnimationFrame(this.#motion)
      this.#stage = stageOf(model.layout, this.#room)
      this.#bindZoom()
      this.#put(WHOLE)
    } else if (changed.length > 0 && !isStill()) this.#pulse = { cells: changed, since: performance.now() }
    this.schedule()
  }

  /** In pick mode a drag chooses cells instead of panning. */
  setPicks(picks: boolean): void {
    this.#picks = picks
    this.#setTouch()
  }

  mark(shown: Shown): void {
    this.#shown = shown
    this.schedule()
  }

  fit(room: Room): void {
    const square = seenSquare(this.#model.layout, this.#stage, this.#view)
    const by = this.#stage.cell
    this.#room = room
    this.#stage = stageOf(this.#model.layout, room)
    this.#bindZoom()
    const { k, x, y } = this.#view
    const scale = this.#stage.cell / by
    if (square !== null) this.#put(this.#squareView(square))
    else this.#put(holdInside(this.#model.layout, this.#stage, { k, x: x * scale, y: y * scale }))
    this.repaint()
  }

  zoomBy(factor: number): void {
    const height = heightAt(this.#model.layout, this.#stage, this.#view.k)
    const focus = this.#shown.focused ?? this.#shown.selected
    const at = focus === null ? null : this.rectOf(focus)
    const x = at ? at.x + at.width / 2 - this.#stage.left : this.#stage.width / 2
    const y = at ? at.y + at.height / 2 - this.#stage.top : height / 2
    this.#moveTo(zoomAt(this.#model.layout, this.#stage, this.#view, factor, x, y))
  }

  /** Opens one square, or shows all of them again (null). */
  zoomTo(square: number | null, animated: boolean): void {
    const to = square === null ? WHOLE : this.#squareView(square)
    if (animated) this.#moveTo(to)
    else this.#put(to)
  }

  reveal(index: number): void {
    this.#put(reveal(this.#model.layout, this.#stage, this.#view, indexRect(this.#model.layout, index)))
  }

  get zoomed(): boolean {
    return this.#view.k > 1.001
  }

  get canZoom(): { in: boolean; out: boolean } {
    return { in: this.#view.k < this.#stage.mostZoom - 0.001, out: this.zoomed }
  }

  get cellsAreSmall(): boolean {
    return this.#model.layout.kind === 'cells' && this.#stage.cell * this.#view.k < SMALL && this.canZoom.in
  }

  /** Where a cell or block stands on the canvas, in CSS pixels. */
  rectOf(index: number) {
    return toScreen(this.#stage, this.#view, indexRect(this.#model.layout, index))
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
    const { ratio } = this.#room
    const { layout } = this.#model
    this.#tiles ??= new TileSet(readPalette(this.canvas), ratio)
    this.#size(
      Math.round(this.#room.width * ratio),
      Math.round(canvasHeight(layout, this.#stage, this.#view) * ratio),
    )
    const at = this.#pulse ? (performance.now() - this.#pulse.since) / MOTION_MS : 1
    if (at >= 1) this.#pulse = null
    const pulse = this.#pulse ? { cells: this.#pulse.cells, at } : null
    const scene = {
      ...this.#shown,
      model: this.#model,
      stage: this.#stage,
      view: this.#view,
      tiles: this.#tiles,
      pulse,
    }
    this.#plot = drawMap(this.#x, scene, this.#plot)
    if (this.#pulse) this.schedule()
  }

  destroy(): void {
    this.#stop.abort()
    this.#scheme.disconnect()
    cancelAnimationFrame(this.#frame)
    cancelAnimationFrame(this.#motion)
    select(this.canvas).on('.zoom', null)
  }

  #size(width: number, height: number): void {
    if (this.canvas.width === width && this.canvas.height === height) return
    this.canvas.width = width
    this.canvas.height = height
    this.canvas.style.width = `${width / this.#room.ratio}px`
    this.canvas.style.height = `${height / this.#room.ratio}px`
  }

  #bindZoom(): void {
    const { width, mostHeight, mostZoom } = this.#stage
    this.#zoom.scaleExtent([1, mostZoom]).extent([
      [0, 0],
      [width, mostHeight],
    ])
    select(this.canvas).call(this.#zoom).on('dblclick.zoom', null)
  }

  /** d3 scales about the canvas's corner, the map begins inside its margins. */
  #toTransform({ k, x, y }: View): ZoomTransform {
    return new ZoomTransform(k, x - (k - 1) * this.#stage.left, y - (k - 1) * this.#stage.top)
  }

  #held(t: { k: number; x: number; y: number }): View {
    const x = t.x + (t.k - 1) * this.#stage.left
    const y = t.y + (t.k - 1) * this.#stage.top
    return holdInside(this.#model.layout, this.#stage, { k: t.k, x, y })
  }

  #squareView(square: number): View {
    return viewOfSquare(this.#model.layout, this.#stage, square, this.#room.ratio)
  }

  #put(view: View): void {
    this.#quiet = true
    select(this.canvas).call(this.#zoom.transform, this.#toTransform(view))
    this.#quiet = false
    this.#setTouch()
  }

  #moveTo(to: View): void {
    cancelAnimationFrame(this.#motion)
    const from = this.#view
    const since = performance.now()
    const tick = () => {
      const t = isStill() ? 1 : Math.min(1, (performance.now() - since) / MOTION_MS)
      this.#put(t === 1 ? to : between(from, to, 1 - (1 - t) ** 3))
      if (t < 1) this.#motion = requestAnimationFrame(tick)
      else this.#rest()
    }
    tick()
  }

  #rest(): void {
    this.#setTouch()
    this.events.rest(seenSquare(this.#model.layout, this.#stage, this.#view), this.zoomed)
  }

  /** A finger scrolls the page while the map has nothing to move and nothing to pick. */
  #setTouch(): void {
    this.canvas.style.touchAction = this.#picks || this.zoomed ? 'none' : 'pan-y'
  }

  /** Which gestures zoom or pan: the page keeps scrolling where the map has nothing to move. */
  #wants(event: Event): boolean {
    if (event instanceof WheelEvent)
      return (
        this.#stage.mostZoom > 1 &&
        !(event.deltaY > 0 && !this.zoomed) &&
        !(event.deltaY < 0 && !this.canZoom.in)
      )
    if (event.type.startsWith('touch')) {
      const { touches } = event as TouchEvent
      return touches.length > 1 || (this.zoomed && !this.#picks)
    }
    if (!(event instanceof MouseEvent)) return false
    return this.zoomed && (this.#picks ? event.button === 1 : event.button === 0)
  }

  #indexAt(event: MouseEvent): number | null {
    const { left, top, width } = this.#stage
    const inside =
      event.offsetX >= left - 2 &&
      event.offsetX <= left + width &&
      event.offsetY >= top - 2 &&
      event.offsetY <= top + heightAt(this.#model.layout, this.#stage, this.#view.k)
    const at = toMap(this.#stage, this.#view, event.offsetX, event.offsetY)
    return inside ? indexAt(this.#model.layout, at.x, at.y) : null
  }

  #nearest(event: MouseEvent): number {
    const at = toMap(this.#stage, this.#view, event.offsetX, event.offsetY)
    return nearestIndex(this.#model.layout, at.x, at.y)
  }
}

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
