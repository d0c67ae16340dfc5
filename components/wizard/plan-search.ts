import type { PlanLine } from '@/lib/api/views/plans'

/** Enough to scroll through; a search narrows the rest. */
const SHOWN_LINES = 200

/** The lines that mention every word of `search`: in the sentence, the address or the instance. */
export function searchLines(
  lines: readonly PlanLine[],
  search: string,
): { readonly lines: readonly PlanLine[]; readonly more: number } {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const found = lines.filter((line) => {
    const text = `${line.text} ${line.address ?? ''} ${line.instanceId ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return { lines: found.slice(0, SHOWN_LINES), more: Math.max(0, found.length - SHOWN_LINES) }
}
