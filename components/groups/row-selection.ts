/** Rows selected by key, and the one from which a range is drawn. */
export type RowSelection = { readonly keys: ReadonlySet<string>; readonly anchor: string | null }

export const NOTHING_SELECTED: RowSelection = { keys: new Set(), anchor: null }

export function toggleRow(selection: RowSelection, key: string): RowSelection {
  const keys = new Set(selection.keys)
  if (!keys.delete(key)) keys.add(key)
  return { keys, anchor: key }
}

/**
 * Everything from the anchor to `key` takes the state that the anchor has, as in a list of files: a range can be
 * cleared as well as selected. Without an anchor in sight it is a plain toggle.
 */
export function extendTo(selection: RowSelection, key: string, order: readonly string[]): RowSelection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor)
  const to = order.indexOf(key)
  if (from < 0 || to < 0) return toggleRow(selection, key)
  const selects = selection.keys.has(order[from] ?? '')
  const keys = new Set(selection.keys)
  for (const one of order.slice(Math.min(from, to), Math.max(from, to) + 1))
    selects ? keys.add(one) : keys.delete(one)
  return { keys, anchor: selection.anchor }
}

/** All of `order`, or none of it when all are selected already; what is out of sight stays as it is. */
export function toggleAll(selection: RowSelection, order: readonly string[]): RowSelection {
  const all = order.length > 0 && order.every((key) => selection.keys.has(key))
  const keys = new Set(selection.keys)
  for (const key of order) all ? keys.delete(key) : keys.add(key)
  return { keys, anchor: null }
}
