import type { Allocation } from '@/lib/allocation/command'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import type { Store } from '@/lib/allocation/ports/store'
import { happeningEvent } from '@/lib/allocation/record-event'
import { STARTED_READ_ONLY } from '@/lib/domain/account-settings'
import { TERMINAL } from '@/lib/domain/event'
import type { OpenStore } from '@/lib/storage/store'
import { type Gate, makeGate } from './background/gate'

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

/**
 * A start that makes Holdfast read-only, or ends that, is a change as the switch is: it was asked for at the terminal,
 * and nobody knows by whom. It is told once, however often the same start is repeated.
 */
export async function tellStart(
  { store, surroundings }: { readonly store: OpenStore } & Pick<Allocation, 'surroundings'>,
  readOnly: boolean,
): Promise<void> {
  if (readOnly === (await store.startedReadOnly())) return
  const event = happeningEvent(
    readOnly
      ? {
          kind: 'maintenance-on',
          why: 'Holdfast was started read-only: nothing is changed until it is started otherwise.',
          by: TERMINAL,
        }
      : { kind: 'maintenance-off', why: 'Holdfast was started as usual again.', by: TERMINAL },
    surroundings.now(),
    `start-${surroundings.id(12)}`,
  )
  const settings = [{ name: STARTED_READ_ONLY, value: readOnly }] as const
  const stored = await store.commit({ ...EMPTY_COMMIT, settings, events: [event] })
  if (!stored.ok) throw new Error(`The start could not be told: ${stored.refusal.kind}`)
}
