/**
 * Where the map stands: gestures and commands in, a view out. d3-zoom turns wheel, pinch and drag into transforms;
 * this holds them inside the map, moves from one view to another, and says when it came to rest.
 */
import { select } from 'd3-selection'
import { type D3ZoomEvent, type ZoomBehavior, ZoomTransform, zoom } from 'd3-zoom'
import type { MapLayout, Rect } from './layout'
import { isStill, MOTION_MS } from './map-motion'
import {
  between,
  heightAt,
  holdInside,
  middleOf,
  type Room,
  reveal,
  type Stage,
  seenSquare,
  stageOf,
  toScreen,
  type View,
  viewAbout,
  viewOfSquare,
  WHOLE,
  zoomAt,
} from './view'

/** What a MapZoom asks and tells the map. */
type Host = {
  picks(): boolean
  moved(): void
  rested(): void
}

export class MapZoom {
  #layout: MapLayout
  #room: Room
  #stage: Stage
  #view: View = WHOLE
  #motion = 0
  #quiet = false
  readonly #zoom: ZoomBehavior<HTMLCanvasElement, unknown>

  constructor(
    readonly canvas: HTMLCanvasElement,
    layout: MapLayout,
    room: Room,
    readonly host: Host,
  ) {
    this.#layout = layout
    this.#room = room
    this.#stage = stageOf(layout, room)
    this.#zoom = zoom<HTMLCanvasElement, unknown>()
      .clickDistance(5)
      .filter((event: Event) => this.#wants(event))
      .constrain((t) => this.#toTransform(this.#held(t)))
      .on('zoom', (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        this.#view = this.#held(event.transform)
        this.host.moved()
      })
      .on('end', () => !this.#quiet && this.#rest())
    this.#bind()
    this.setTouch()
  }

  get view(): View {
    return this.#view
  }

  get stage(): Stage {
    return this.#stage
  }

  get room(): Room {
    return this.#room
  }

  get zoomed(): boolean {
    return this.#view.k > 1.001
  }

  get can(): { in: boolean; out: boolean } {
    return { in: this.#view.k < this.#stage.mostZoom - 0.001, out: this.zoomed }
  }

  get square(): number | null {
    return seenSquare(this.#layout, this.#stage, this.#view)
  }

  /** Another CIDR: it is shown whole. */
  reset(layout: MapLayout): void {
    cancelAnimationFrame(this.#motion)
    this.#layout = layout
    this.#stage = stageOf(layout, this.#room)
    this.#bind()
    this.put(WHOLE)
  }

  /** Another size: the square in sight stays in sight, else what is in the middle stays there. */
  fit(room: Room): void {
    const { square } = this
    const middle = middleOf(this.#layout, this.#stage, this.#view)
    this.#room = room
    this.#stage = stageOf(this.#layout, room)
    this.#bind()
    if (square !== null) this.put(this.squareView(square))
    else this.put(viewAbout(this.#layout, this.#stage, this.#view.k, middle))
  }

  squareView(square: number): View {
    return viewOfSquare(this.#layout, this.#stage, square, this.#room.ratio)
  }

  /** Zooms about the middle of a rectangle in map units; of the stage, where there is none. */
  zoomBy(factor: number, about: Rect | null): void {
    const height = heightAt(this.#layout, this.#stage, this.#view.k)
    const at = about === null ? null : toScreen(this.#stage, this.#view, about)
    const x = at ? at.x + at.width / 2 - this.#stage.left : this.#stage.width / 2
    const y = at ? at.y + at.height / 2 - this.#stage.top : height / 2
    this.moveTo(zoomAt(this.#layout, this.#stage, this.#view, factor, x, y))
  }

  reveal(rect: Rect): void {
    this.put(reveal(this.#layout, this.#stage, this.#view, rect))
  }

  /** At once, and without saying so: for what somebody else decided. */
  put(view: View): void {
    this.#quiet = true
    select(this.canvas).call(this.#zoom.transform, this.#toTransform(view))
    this.#quiet = false
    this.setTouch()
  }

  moveTo(to: View): void {
    cancelAnimationFrame(this.#motion)
    const from = this.#view
    const since = performance.now()
    const tick = () => {
      const t = isStill() ? 1 : Math.min(1, (performance.now() - since) / MOTION_MS)
      this.put(t === 1 ? to : between(from, to, 1 - (1 - t) ** 3))
      if (t < 1) this.#motion = requestAnimationFrame(tick)
      else this.#rest()
    }
    tick()
  }

  /** A finger scrolls the page while the map has nothing to move and nothing to pick. */
  setTouch(): void {
    this.canvas.style.touchAction = this.host.picks() || this.zoomed ? 'none' : 'pan-y'
  }

  destroy(): void {
    cancelAnimationFrame(this.#motion)
    select(this.canvas).on('.zoom', null)
  }

  #rest(): void {
    this.setTouch()
    this.host.rested()
  }

  #bind(): void {
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
    return holdInside(this.#layout, this.#stage, { k: t.k, x, y })
  }

  /** Which gestures zoom or pan: the page keeps scrolling where the map has nothing to move. */
  #wants(event: Event): boolean {
    if (event instanceof WheelEvent)
      return (
        this.#stage.mostZoom > 1 && !(event.deltaY > 0 && !this.zoomed) && !(event.deltaY < 0 && !this.can.in)
      )
    if (event.type.startsWith('touch')) {
      const { touches } = event as TouchEvent
      return touches.length > 1 || (this.zoomed && !this.host.picks())
    }
    if (!(event instanceof MouseEvent)) return false
    return this.zoomed && (this.host.picks() ? event.button === 1 : event.button === 0)
  }
}
