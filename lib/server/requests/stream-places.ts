import { CAPS, type CapRefusal, capReached } from '@/lib/domain/cap'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Asker } from '@/lib/server/asking'

/** Who follows the event stream by now, and how often. */
export type StreamPlaces = { all: number; readonly ofOne: Map<string, number> }

// Next loads modules more than once in one process, and all of them count the same streams.
const KEY = Symbol.for('holdfast.streams')

function places(): StreamPlaces {
  const shared = globalThis as { [KEY]?: StreamPlaces }
  shared[KEY] ??= { all: 0, ofOne: new Map() }
  return shared[KEY]
}

/**
 * A place for one more stream, and how to give it back; giving it back twice is once. The tokens of a person count apart
 * from their pages, so that a program that loops does not cost them these. Without login only the whole counts.
 */
export function takeStreamPlace(
  asker: Pick<Asker, 'kind' | 'id'> | null,
  taken: StreamPlaces = places(),
): Result<() => void, CapRefusal> {
  const who = asker === null || asker.kind === 'local' ? null : `${asker.kind} ${asker.id}`
  const its = who === null ? 0 : (taken.ofOne.get(who) ?? 0)
  if (taken.all >= CAPS.streams) return refuse(capReached('streams'))
  if (its >= CAPS.streamsOfOne) return refuse(capReached('streamsOfOne'))
  taken.all += 1
  if (who !== null) taken.ofOne.set(who, its + 1)
  let given = false
  return ok(() => {
    if (given) return
    given = true
    taken.all -= 1
    if (who === null) return
    const left = (taken.ofOne.get(who) ?? 1) - 1
    if (left > 0) taken.ofOne.set(who, left)
    else taken.ofOne.delete(who)
  })
}
