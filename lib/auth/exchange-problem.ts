/** What went wrong between the provider and us, before anybody was asked who may come in. */
export type ExchangeProblem =
  /** Cancelled there, or not allowed there. */
  | 'denied'
  | 'provider-error'
  | 'unreachable'
  /** The provider does not know us: a wrong secret, mostly. */
  | 'not-accepted'
  /** What it answered is not proven to be from it, for us, now. */
  | 'unverifiable'
  /** Not begun in this browser, too old, or finished before. */
  | 'over'

const BY_CODE: Readonly<Record<string, ExchangeProblem>> = {
  access_denied: 'denied',
  state_not_found: 'over',
  state_mismatch: 'over',
  state_invalid: 'over',
  no_code: 'over',
  invalid_callback_request: 'over',
  issuer_mismatch: 'unverifiable',
  nonce_binding_missing: 'unverifiable',
  unable_to_get_user_info: 'unverifiable',
  invalid_code: 'unreachable',
  temporarily_unavailable: 'unreachable',
}

/** By the code of the library's own redirect, or of the provider's. */
export const problemOfCode = (code: string | null): ExchangeProblem =>
  (code === null ? undefined : BY_CODE[code]) ?? 'provider-error'

/** What the exchange of the code failed with; null where it is something else that the library logs. */
export function exchangeFailure(detail: unknown): { problem: ExchangeProblem; text: string } | null {
  if (typeof detail !== 'object' || detail === null || !('status' in detail)) return null
  const { status } = detail
  if (typeof status !== 'number' || status < 400) return null
  const error = 'error' in detail && typeof detail.error === 'string' ? detail.error.slice(0, 60) : ''
  const text = `the provider answered ${status} ${error}`.trim()
  if (status >= 500) return { problem: 'unreachable', text }
  // A code is good once, and for a minute or so.
  return { problem: error === 'invalid_grant' ? 'over' : 'not-accepted', text }
}
