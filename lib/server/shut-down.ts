import { nowStopping } from './background/lifecycle'
import type { Holdfast } from './compose'
import type { OpenRequests } from './requests/open-requests'

/** Milliseconds for everything together. What is not done by then is journaled, and the next start takes it up. */
export const PATIENCE = 10_000
/** A terminal gives its signal to everybody in it, and whoever started us passes it on: that is one wish. */
const SAME_WISH_MS = 700

export type ShutDownOptions = {
  readonly hold: () => Promise<Holdfast>
  readonly requests: OpenRequests
  /** Writes what was answered and is told a little later; nothing is lost where that fails but the word of it. */
  readonly tellRest: () => Promise<void>
  readonly say: (words: string, detail?: object) => void
  /** Milliseconds, of any clock that does not jump. */
  readonly clock: () => number
  readonly exit: (code: number) => void
  readonly patience?: number
}

/**
 * What a signal to end does.
 *
 *   SIGTERM ─▶ streams closed, nothing new accepted ─▶ requests answered ─▶ steps journaled ─▶ database closed ─▶ 0
 *                └──────────────────────── within PATIENCE, or with a line that says what is left ───────────┘
 *
 * A command that was asked for is on record and answered, or it is neither: it is answered before its connection is
 * closed, and the database is closed after. A second signal ends the process at once, which loses nothing either (B7).
 */
export function shutDown(options: ShutDownOptions): (signal: string) => void {
  const { say, clock, exit } = options
  let began: number | null = null
  return (signal) => {
    if (began === null) {
      began = clock()
      say(`asked to end (${signal})`)
      void endInOrder(options).then(exit)
    } else if (clock() - began > SAME_WISH_MS) {
      say('asked again: ends at once')
      exit(1)
    }
  }
}

/** Answers the exit code. */
async function endInOrder({
  hold,
  requests,
  tellRest,
  say,
  clock,
  patience = PATIENCE,
}: ShutDownOptions): Promise<number> {
  const began = clock()
  nowStopping()
  const left = () => Math.max(patience - (clock() - began), 0)
  try {
    const holdfast = await within(left(), hold())
    if ((await within(left(), requests.close().then(done))) === null) say('requests are cut off')
    if (!holdfast) return 0
    await within(left(), tellRest())
    if ((await within(left(), holdfast.stop().then(done))) === null)
      say('work under way stays journaled', { operations: holdfast.engine.operating.underWay() })
    // Commits that were handed in are written first, however long that takes: they may have been promised.
    await holdfast.store.close()
    say('ended', { tookMs: Math.round(clock() - began) })
    return 0
  } catch (error) {
    say('ended with a bug', { error: String(error) })
    return 1
  }
}

const done = () => 'done' as const

/** Null: not within so many milliseconds. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
