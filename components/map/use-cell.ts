'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useShownMoment } from '@/components/moment/shown-moment'
import { queries } from '@/lib/api/queries'
import type { CellView } from '@/lib/api/views/network'
import { formatAddress } from '@/lib/domain/address'
import { formatCidr } from '@/lib/domain/cidr'
import { addressOf, squareCidr, squareOf } from './layout'
import { type MapModel, statusAtIndex } from './map-model'

/** A pointer that sweeps over the map asks for nothing until it lingers. */
const LINGER_MS = 90
const FRESH_MS = 30_000

/** What the server says about one cell: who holds it and since when. Read per square and kept. Null until known. */
export function useCell(model: MapModel | null, index: number | null, linger = true): CellView | null {
  const taken =
    model?.cells && index !== null && index < model.layout.count && statusAtIndex(model, index) !== 'free'
  const wanted =
    model && taken && index !== null
      ? formatCidr(squareCidr(model.layout, squareOf(model.layout, index)))
      : ''
  const at = useShownMoment()?.at
  const subnetId = model?.subnetId ?? ''
  const [block] = useDebouncedValue(wanted, linger ? LINGER_MS : 0)
  const enabled = model !== null && block !== '' && block === wanted
  const now = useQuery({
    ...queries.block(subnetId, block),
    enabled: enabled && at === undefined,
    staleTime: FRESH_MS,
  })
  const then = useQuery({
    ...queries.pastBlock(subnetId, block, at ?? ''),
    enabled: enabled && at !== undefined,
  })
  const data = at === undefined ? now.data : then.data
  if (!model || !taken || index === null || !data) return null
  const address = formatAddress(addressOf(model.layout, index))
  return data.cells.find((cell) => cell.address === address) ?? null
}
