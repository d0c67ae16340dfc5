/** A page of rows, for Page Up and Page Down. */
const PAGE = 12

/** The row that a key leads to from row `at` of `count`; null where the key is none of ours or leads nowhere. */
export function keyTarget(key: string, at: number, count: number): number | null {
  const to = targetOf(key, at, count)
  if (to === null || count === 0) return null
  const inside = Math.max(0, Math.min(count - 1, to))
  return inside === at ? null : inside
}

function targetOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at + 1
    case 'ArrowUp':
      return at - 1
    case 'PageDown':
      return at + PAGE
    case 'PageUp':
      return at - PAGE
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
