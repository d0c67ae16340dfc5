import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Allocation } from './command'
import type { AccountChange } from './ports/accounts'
import { EMPTY_COMMIT } from './ports/commit'
import { type Happening, happeningEvent } from './record-event'

/** The turn that everybody who changes accounts takes; no group's id has a space. */
const TURN = 'accounts of people'
/** Only what the library of accounts writes comes between: somebody who signs in while their sessions are counted. */
const MOST_ATTEMPTS = 4

type Changing = {
  readonly store: Pick<Allocation['store'], 'commit'>
  readonly surroundings: Pick<Allocation['surroundings'], 'now' | 'id'>
  readonly turns: Allocation['turns']
}

/** What is to be changed, what the log says of it, and what is answered. */
export type AccountDecision<T> = {
  readonly changes: readonly AccountChange[]
  readonly happenings: readonly Happening[]
  readonly value: T
}

/**
 * Changes people, links, tokens and sessions together with the events that tell of it: all of it is on disk when this
 * answers, or none. `decide` reads how things are; where the database has them otherwise by the time it writes, nothing
 * is written and it is asked again, so a refusal is always its own. A decision that changes nothing is told by nothing.
 */
export function changeAccounts<T>(
  { store, surroundings, turns }: Changing,
  decide: () => Promise<Result<AccountDecision<T>, Refusal>>,
): Promise<Result<T, Refusal>> {
  return turns(TURN, async () => {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const decided = await decide()
      if (!decided.ok) return decided
      const { changes, happenings, value } = decided.value
      if (changes.length === 0) return ok(value)
      const at = surroundings.now()
      const events = happenings.map((one) => happeningEvent(one, at, `req-${surroundings.id(12)}`))
      const stored = await store.commit({ ...EMPTY_COMMIT, accounts: changes, events })
      if (stored.ok) return ok(value)
    }
    return refuse({ kind: 'busy', attempts: MOST_ATTEMPTS })
  })
}
