/** What a pointer does on the map: points, clicks, and in pick mode drags over cells. Zoom and pan are d3-zoom's. */
export type PointerEvents = {
  /** The cell or block under the pointer, null when it left. x and y in CSS pixels from the canvas's corner. */
  hover(index: number | null, x: number, y: number): void
  /** `small`: a cell was too small to be hit on purpose, so the square should open. */
  click(index: number, small: boolean): void
  /** A drag over cells in pick mode; `end` commits, `cancel` drops it. */
  drag(phase: 'move' | 'end' | 'cancel', from: number, to: number): void
}

/** What the listener asks the map. */
type Target = {
  picks(): boolean
  small(): boolean
  indexAt(event: MouseEvent): number | null
  nearest(event: MouseEvent): number
  enlarge(index: number): void
}

export function listenToPointer(
  canvas: HTMLCanvasElement,
  signal: AbortSignal,
  events: PointerEvents,
  target: Target,
): void {
  /** Where a drag began; null while there is none. */
  let from: number | null = null
  const on = <K extends keyof HTMLElementEventMap>(kind: K, act: (event: HTMLElementEventMap[K]) => void) =>
    canvas.addEventListener(kind, act, { signal })

  on('pointermove', (event) => {
    if (from !== null) events.drag('move', from, target.nearest(event))
    else if (event.pointerType === 'mouse') events.hover(target.indexAt(event), event.offsetX, event.offsetY)
  })
  on('pointerleave', () => events.hover(null, 0, 0))
  on('pointerdown', (event) => {
    const index = target.indexAt(event)
    if (!target.picks() || event.button !== 0 || !event.isPrimary || index === null) return
    from = index
    canvas.setPointerCapture(event.pointerId)
    events.drag('move', index, index)
  })
  on('pointerup', (event) => {
    if (from === null) return
    const began = from
    from = null
    events.drag('end', began, target.nearest(event))
  })
  on('pointercancel', () => {
    if (from !== null) events.drag('cancel', from, from)
    from = null
  })
  on('click', (event) => {
    const index = target.indexAt(event)
    // The second click of a double one would hit whatever the first has just brought under the pointer.
    if (index !== null && event.detail < 2 && !target.picks()) events.click(index, target.small())
  })
  on('dblclick', (event) => {
    const index = target.indexAt(event)
    if (index !== null && !target.picks()) target.enlarge(index)
  })
}
