import type { PlaceReport } from '@/lib/domain/drill-report'

/** One sentence on a place, for who reads the report without the map. */
export function placeText({ struck, successorId, zone, zoneAfter, why, fate }: PlaceReport): string {
  if (!struck && fate === 'kept') return 'Not touched.'
  const where =
    successorId !== null && zoneAfter !== null && zoneAfter !== zone ? ` in zone ${zoneAfter}` : ''
  const who =
    successorId === null ? (struck ? 'Its machine was replaced.' : '') : `Replaced by ${successorId}${where}.`
  const open = fate === 'waiting' || fate === 'lost'
  return [open && successorId === null ? 'Its machine was taken.' : who, why ?? ''].filter(Boolean).join(' ')
}
