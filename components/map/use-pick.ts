'use client'

import { useMemo, useState } from 'react'
import { formatAddress } from '@/lib/domain/address'
import { parsePoolEntry } from '@/lib/domain/pool'
import { rangesContain, toRangeSet } from '@/lib/domain/ranges'
import { addressOf } from './layout'
import { type MapModel, statusAtIndex } from './map-model'
import { ordered } from './navigate'
import { pickingOf, pickingText, refusalText } from './picking'
import { useCell } from './use-cell'

export type Pick = {
  /** Ranges as text ("10.0.1.16-10.0.1.21"), usable ones only, in address order. */
  readonly onPick: (ranges: string[]) => void
  readonly onUnpick: (ranges: string[]) => void
  /** What is in the pool already; by default what is planned. */
  readonly picked?: readonly string[]
  /** What the group being edited holds or has in its pool: it may have those back. */
  readonly own?: readonly string[]
}

/** The range being picked on a map, what it would do, and why a part of it cannot be. */
export function usePick(model: MapModel, pick: Pick | undefined, planned: readonly string[]) {
  const [range, setRange] = useState<{ from: number; to: number } | null>(null)
  const [refusedAt, setRefusedAt] = useState<number | null>(null)
  const picked = useContains(model, pick?.picked ?? planned)
  const own = useContains(model, pick?.own ?? [])
  const picking = useMemo(
    () => (pick && range ? pickingOf(model, ordered(range.from, range.to), picked, own) : null),
    [model, pick, range, picked, own],
  )
  const detail = useCell(model, refusedAt, false)

  const commit = (from: number, to: number) => {
    setRange(null)
    if (!pick) return
    const chosen = pickingOf(model, ordered(from, to), picked, own)
    setRefusedAt(chosen.effect === 'remove' ? null : (chosen.refused?.index ?? null))
    if (chosen.effect === 'add') pick.onPick([...chosen.ranges])
    if (chosen.effect === 'remove') pick.onUnpick([...chosen.ranges])
  }

  const refusal =
    refusedAt === null || refusedAt >= model.layout.count
      ? null
      : refusalText(
          formatAddress(addressOf(model.layout, refusedAt)),
          statusAtIndex(model, refusedAt),
          model.cloud,
          detail,
        )
  return {
    range,
    picking,
    preview: picking ? pickingText(model.layout, picking) : null,
    refusal,
    extend: (from: number, to: number) => {
      setRefusedAt(null)
      setRange({ from, to })
    },
    drop: () => setRange(null),
    commit,
  }
}

/** Does a cell lie in one of these ranges? */
function useContains(model: MapModel, ranges: readonly string[]): (index: number) => boolean {
  const key = ranges.join()
  return useMemo(() => {
    const set = toRangeSet(
      (key === '' ? [] : key.split(',')).flatMap((text) => {
        const parsed = parsePoolEntry(text)
        return parsed.ok ? [parsed.value] : []
      }),
    )
    return (index) => set.length > 0 && rangesContain(set, addressOf(model.layout, index))
  }, [model, key])
}
