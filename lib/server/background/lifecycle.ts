/**
 * Where this process is in its life. Doors ask it before they begin anything; whoever keeps something open hears of
 * the end.
 *
 *   starting ──composed──▶ serving ──asked to end──▶ stopping
 *
 * Next loads modules more than once in one process, so what must exist once lives on globalThis.
 */
export type Phase = 'starting' | 'serving' | 'stopping'

type Life = { phase: Phase; readonly atStop: Set<() => void> }

const KEY = Symbol.for('holdfast.lifecycle')

function life(): Life {
  const shared = globalThis as { [KEY]?: Life }
  shared[KEY] ??= { phase: 'starting', atStop: new Set() }
  return shared[KEY]
}

export const phase = (): Phase => life().phase

export function nowServing(): void {
  if (life().phase === 'starting') life().phase = 'serving'
}

/** From here on nothing new is begun. Answers false where that was so already. */
export function nowStopping(): boolean {
  const its = life()
  if (its.phase === 'stopping') return false
  its.phase = 'stopping'
  for (const listener of its.atStop) listener()
  its.atStop.clear()
  return true
}

/** Told once, at the beginning of the end; at once where that has come. Answers how to stop listening. */
export function onStopping(listener: () => void): () => void {
  const its = life()
  if (its.phase === 'stopping') listener()
  else its.atStop.add(listener)
  return () => its.atStop.delete(listener)
}
