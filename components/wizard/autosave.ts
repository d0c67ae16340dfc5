/**
 * Keeps a draft on the server while someone types.
 *
 *   changed ──▶ waiting ──(800 ms quiet, or flush)──▶ saving ──▶ saved
 *                  ▲                                    │  └──▶ failed ──(2, 4, 8 … 30 s)──▶ saving
 *                  └───────(changed meanwhile)──────────┘  └──▶ conflict   waits for a person
 *
 * One save is under way at a time, and it always sends the newest values, so saves cannot overtake each other.
 */
export type SaveState =
  | { readonly kind: 'clean' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'conflict'; readonly message: string }

export type SaveAnswer =
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'conflict'; readonly message: string }

export type Timers = {
  readonly set: (run: () => void, ms: number) => number
  readonly clear: (id: number) => void
}

export const QUIET_MS = 800
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 30_000

export type Autosave = ReturnType<typeof createAutosave>

export function createAutosave(input: {
  readonly save: () => Promise<SaveAnswer>
  readonly show: (state: SaveState) => void
  readonly timers: Timers
}) {
  let dirty = false
  let stopped = false
  let conflict = false
  let timer: number | null = null
  let retryMs = FIRST_RETRY_MS
  let running: Promise<void> | null = null

  const later = (ms: number): void => {
    if (timer !== null) input.timers.clear(timer)
    timer = input.timers.set(() => {
      timer = null
      void flush()
    }, ms)
  }

  async function run(): Promise<void> {
    dirty = false
    input.show({ kind: 'saving' })
    const answer = await input.save()
    if (stopped) return
    if (answer.kind === 'saved') {
      retryMs = FIRST_RETRY_MS
      input.show(dirty ? { kind: 'waiting' } : answer)
      return
    }
    dirty = true
    input.show(answer)
    if (answer.kind === 'conflict') {
      conflict = true
      return
    }
    later(retryMs)
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
  }

  /** Saves what is unsaved now; resolves when nothing is under way. */
  async function flush(): Promise<void> {
    if (timer !== null) input.timers.clear(timer)
    timer = null
    if (running) await running
    if (!dirty || stopped || conflict) return
    if (!running)
      running = run().finally(() => {
        running = null
      })
    await running
  }

  return {
    /** Something was typed. */
    changed(): void {
      if (stopped) return
      dirty = true
      if (conflict) return
      if (!running) input.show({ kind: 'waiting' })
      later(QUIET_MS)
    },
    flush,
    /** A person decided that their version stays (the caller knows the new revision). */
    async keepMine(): Promise<void> {
      conflict = false
      dirty = true
      await flush()
    },
    /** The other version was loaded: nothing of ours is left to save. */
    takeTheirs(at: string): void {
      conflict = false
      dirty = false
      if (timer !== null) input.timers.clear(timer)
      timer = null
      input.show({ kind: 'saved', at })
    },
    isDirty: (): boolean => dirty || running !== null,
    /** No save begins after this; resolves when the last one is over. */
    async stop(): Promise<void> {
      stopped = true
      if (timer !== null) input.timers.clear(timer)
      timer = null
      await running
    },
    /** After a stop that came to nothing (the group was refused). */
    resume(): void {
      stopped = false
      if (dirty) later(QUIET_MS)
    },
  }
}
