import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import type { CloudRefusal } from './protocol'
import type { State } from './state'

/** EC2 remembers client tokens for at least a day. */
const TOKEN_LIFE_MS = 24 * 60 * 60_000

/**
 * Does `work` once per client token: the same token with the same parameters gets the first answer again, with other
 * parameters IdempotentParameterMismatch. A refused try leaves no trace, so it may be repeated and then succeed.
 */
export function oncePerToken<T>(
  state: State,
  operation: string,
  { clientToken, ...parameters }: { clientToken: string },
  work: () => Result<T, CloudRefusal>,
): Result<T, CloudRefusal> {
  const text = JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)))
  return state.atomically(() => {
    const known = state.row<{ parameters: string; answer: string }>(
      'select parameters, answer from token where operation = ? and token = ?',
      operation,
      clientToken,
    )
    if (known && known.parameters !== text) {
      return refuse({
        code: 'IdempotentParameterMismatch',
        message: `The client token ${clientToken} was used before with other parameters.`,
      })
    }
    if (known) return ok(JSON.parse(known.answer) as T)
    const done = work()
    if (done.ok) {
      state.run(
        'insert into token (operation, token, parameters, answer, at) values (?, ?, ?, ?, ?)',
        operation,
        clientToken,
        text,
        JSON.stringify(done.value),
        state.now(),
      )
    }
    return done
  })
}

/** Forgets the tokens that EC2 would no longer know. */
export function forgetOldTokens(state: State): void {
  state.run('delete from token where at < ?', state.now() - TOKEN_LIFE_MS)
}
