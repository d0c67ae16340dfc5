/**
 * Whether new work in the clouds may begin. Closed while Holdfast is read-only: what is under way goes on to its end,
 * what would begin waits, and when the gate opens it begins, each once.
 */
export type Gate = {
  isOpen(): boolean
  set(open: boolean): void
  /** Told whenever it opens. Answers how to stop listening. */
  onOpened(listener: () => void): () => void
}

export function makeGate(open: boolean): Gate {
  const listeners = new Set<() => void>()
  let isOpen = open
  return {
    isOpen: () => isOpen,
    set(next) {
      const opens = next && !isOpen
      isOpen = next
      if (opens) for (const listener of listeners) listener()
    },
    onOpened(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Calls `begin` for each of what it is given, once the gate is open; what is given twice meanwhile begins once. */
export function throughGate(gate: Gate, begin: (id: string) => void): (id: string) => void {
  const waiting = new Set<string>()
  gate.onOpened(() => {
    const ids = [...waiting]
    waiting.clear()
    for (const id of ids) begin(id)
  })
  return (id) => {
    if (gate.isOpen()) begin(id)
    else waiting.add(id)
  }
}
