import type { CloudOperation, CloudRefusal } from './protocol'
import { changesNothing, isAzureOperation } from './protocol'
import type { FaultRule, Timing } from './settings'

/** What one call meets: how long it waits, and how it goes wrong, if it does. */
export type Fate = {
  readonly delayMs: number
  readonly effect: 'none' | 'refused' | 'timeout-before' | 'timeout-after' | 'crash-before' | 'crash-after'
  /** Why it is refused; null unless effect is 'refused'. */
  readonly refusal: CloudRefusal | null
  /** The rules after this call: a rule that struck has one strike less. */
  readonly rules: readonly FaultRule[]
}

const MESSAGES: Readonly<Record<string, string>> = {
  InternalError: 'An internal error has occurred.',
  InternalServerError: 'The server encountered an internal error. Please retry the request.',
  RequestLimitExceeded: 'Request limit exceeded.',
  TooManyRequests: 'The request is being throttled.',
  AllocationFailed:
    'Allocation failed. We do not have sufficient capacity for the requested VM size in this region.',
  ZonalAllocationFailed:
    'Allocation failed. We do not have sufficient capacity for the requested VM size in this zone.',
  InsufficientInstanceCapacity:
    'We currently do not have sufficient capacity in the Availability Zone you requested. Our system will be working ' +
    'on provisioning additional capacity.',
  Unavailable: 'The service is unavailable. Please try again shortly.',
}

/** What each cloud answers where a rule names no code. */
const plainCodes = (operation: CloudOperation): { readonly error: string; readonly throttle: string } =>
  isAzureOperation(operation)
    ? { error: 'InternalServerError', throttle: 'TooManyRequests' }
    : { error: 'InternalError', throttle: 'RequestLimitExceeded' }

const refusalOf = (code: string): CloudRefusal => ({
  code,
  message: MESSAGES[code] ?? `The simulated cloud was told to answer ${code}.`,
})

const isMeant = (meant: FaultRule['operation'], operation: CloudOperation): boolean =>
  meant === '*' || meant === operation || (meant === 'changing' && !changesNothing(operation))

/**
 * Draws the fate of one call. Rules are tried in order; delays add up, and the first rule with another effect ends
 * the search. A rule strikes when its operation fits, enough calls have passed, it has strikes left and the draw falls
 * under its probability.
 */
export function drawFate(
  rules: readonly FaultRule[],
  timing: Timing,
  operation: CloudOperation,
  random: () => number,
): Fate {
  let delayMs = timing.delaysMs[operation] ?? timing.delaysMs['*'] ?? 0
  let left = rules
  for (const [index, rule] of rules.entries()) {
    if (!isMeant(rule.operation, operation) || rule.remaining === 0) continue
    if (rule.after > 0) {
      left = left.with(index, { ...rule, after: rule.after - 1 })
      continue
    }
    if (rule.probability < 1 && random() >= rule.probability) continue
    delayMs += rule.delayMs
    if (rule.remaining !== null) left = left.with(index, { ...rule, remaining: rule.remaining - 1 })
    if (rule.effect === 'delay') continue
    if (rule.effect === 'timeout-before' || rule.effect === 'timeout-after') {
      return { delayMs, effect: rule.effect, refusal: null, rules: left }
    }
    if (rule.effect === 'crash')
      return { delayMs, effect: `crash-${rule.when ?? 'before'}`, refusal: null, rules: left }
    const plain = plainCodes(operation)
    const code = rule.effect === 'throttle' ? plain.throttle : (rule.code ?? plain.error)
    return { delayMs, effect: 'refused', refusal: refusalOf(code), rules: left }
  }
  return { delayMs, effect: 'none', refusal: null, rules: left }
}
