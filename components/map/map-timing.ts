/** Marks that say how long a map took from its data to the screen: `holdfast:map` among the page's measures. */
const DATA = 'holdfast:map-data'
const DRAWN = 'holdfast:map-drawn'
const MAP = 'holdfast:map'

/** An occupancy has arrived and is about to be read. */
export function markData(): void {
  if (typeof window !== 'undefined') performance.mark(DATA)
}

/** The first frame of it stands. */
export function measureMap(): void {
  if (performance.getEntriesByName(DATA).length === 0) return
  performance.mark(DRAWN)
  performance.measure(MAP, DATA, DRAWN)
}
