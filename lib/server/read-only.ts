import type { Store } from '@/lib/allocation/ports'
import { type Gate, makeGate } from './gate'

/** Since when nothing is changed, and by whom; null: whoever started Holdfast so. */
export type ReadOnlySince = { readonly by: string | null; readonly since: string }

export type ReadOnlyMode = {
  /** Null: changes are made. */
  now(): ReadOnlySince | null
  /** Started so, it stays so until it is started otherwise. */
  readonly atStart: boolean
  /** Closed while nothing may begin. */
  readonly gate: Gate
  /** Reads the switch again, after it was moved. */
  refresh(): Promise<void>
}

/**
 * Maintenance: what an operator asks for is refused and nothing new begins in the clouds; pages, looks at the clouds,
 * drafts and sign-ins go on. `atStart` is the moment of a start that asked for it, else null.
 */
export async function readOnlyMode(
  store: Pick<Store, 'settings'>,
  { atStart }: { readonly atStart: string | null },
): Promise<ReadOnlyMode> {
  const started: ReadOnlySince | null = atStart === null ? null : { by: null, since: atStart }
  const gate = makeGate(true)
  let current: ReadOnlySince | null = null
  const refresh = async () => {
    current = started ?? (await store.settings()).maintenance
    gate.set(current === null)
  }
  await refresh()
  return { now: () => current, atStart: started !== null, gate, refresh }
}
